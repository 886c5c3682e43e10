'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { registriesQuery } from '#lib/api/queries/queries';

// Loaded on demand: most visits never sign in.
const SignInDialog = dynamic(() => import('./sign-in-dialog.tsx').then((file) => file.SignInDialog));
const AccountDialog = dynamic(() => import('./account-dialog.tsx').then((file) => file.AccountDialog));

/** Shows the user at a registry and opens the account dialog; a sign-in button without a user. */
export function AccountButton({ host }: { readonly host: string }) {
  const [isOpen, setOpen] = useState(false);
  const registries = useQuery(registriesQuery);
  const entry = registries.data?.registries.find((registry) => registry.host === host);
  if (entry?.origin !== 'signed-in') return <SignInButton host={host} look="chip" />;
  const user = entry.user ?? 'signed in';
  return (
    <>
      <Button
        look="chip"
        aria-label={`Signed in to ${host} as ${user}`}
        title={`Signed in to ${host} as ${user}`}
        onClick={() => setOpen(true)}
      >
        <span aria-hidden="true" className="size-2 rounded-full bg-ok" />
        <span className="max-w-28 truncate">{user}</span>
      </Button>
      {isOpen ? <AccountDialog host={host} user={entry.user} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

type SignInButtonProps = {
  readonly host: string;
  readonly look?: 'plain' | 'primary' | 'chip';
  /** What to use as user name and password at this registry. */
  readonly hint?: string;
  /** Origin of a token server that wants credentials which the server holds. */
  readonly tokenServer?: string;
};

/** Opens the sign-in dialog for one registry. */
export function SignInButton({ host, look = 'plain', hint, tokenServer }: SignInButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button look={look} onClick={() => setOpen(true)}>
        <span className="max-w-64 truncate max-sm:max-w-32">
          Sign in
          {/* Who is signed in to an Orrery for a team reads where they are not; on a phone the registry stands beside it. */}
          <span className={clsx('hidden in-data-user:inline', host !== '' && 'max-sm:in-data-user:sr-only')}>
            {' '}
            to {host === '' ? 'a registry' : host}
          </span>
        </span>
      </Button>
      {isOpen ? (
        <SignInDialog host={host} hint={hint} tokenServer={tokenServer} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
