'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button';

// Loaded on demand: most visits never sign in.
const SignInDialog = dynamic(() => import('./sign-in-dialog.tsx').then((file) => file.SignInDialog));

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
        Sign in
      </Button>
      {isOpen ? (
        <SignInDialog host={host} hint={hint} tokenServer={tokenServer} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
