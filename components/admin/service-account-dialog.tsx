'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, RefObject } from 'react';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { Checkbox, TextField } from '#components/ui/fields';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { adminRegistriesQuery, setServiceAccount } from '#lib/api/queries/service-account-queries';
import type { ListedRegistryAccount } from './listed-registry-account.ts';

type ServiceAccountDialogProps = { readonly registry: ListedRegistryAccount; readonly onClose: () => void };

/** Asks for the account that Orrery itself has at a registry, which the registry is shown before it is kept. */
export function ServiceAccountDialog({ registry, onClose }: ServiceAccountDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  return (
    <Dialog
      title={`Account of Orrery at ${registry.host}`}
      description="A robot account with no more than the right to read is best. Orrery tries it at the registry, seals it with the session key, and never shows the password again."
      isOpen
      onOpenChange={onClose}
      initialFocus={first}
    >
      <AccountForm registry={registry} onClose={onClose} first={first} />
    </Dialog>
  );
}

type AccountFormProps = ServiceAccountDialogProps & { readonly first: RefObject<HTMLInputElement | null> };

function AccountForm({ registry, onClose, first }: AccountFormProps) {
  const { account } = registry;
  const { form, setForm, isKept, sending } = useAccountForm(registry, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        name="User name"
        value={form.username}
        onChange={(username) => setForm({ ...form, username })}
        input={{ required: true, ref: first, className: '' }}
      />
      <TextField
        name="Password or access token"
        value={form.password}
        onChange={(password) => setForm({ ...form, password })}
        {...(account === undefined ? {} : { note: 'Empty: the one that is kept stays.' })}
        input={{ type: 'password', autoComplete: 'new-password', required: !isKept, className: '' }}
      />
      <Checkbox
        isOn={form.shared}
        onChange={(shared) => setForm({ ...form, shared })}
        note="As far as their roles reach. The registry sees this account, not the person; the audit log names both."
      >
        Also for people who have no credentials of their own there
      </Checkbox>
      {sending.data?.isChecked === false && !isKept ? (
        <p role="status" className="rounded-md bg-sunken px-3 py-2.5">
          The registry did not ask for credentials, so Orrery could not check the password. It is kept.
        </p>
      ) : null}
      {sending.isError ? <ProblemNote problem={problemOf(sending.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {sending.isSuccess ? 'Close' : 'Cancel'}
        </Button>
        {sending.isSuccess ? null : (
          <Button type="submit" look="primary" disabled={sending.isPending}>
            {sending.isPending ? 'Trying it…' : isKept ? 'Save' : 'Try it and save'}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The fields, and the request that they make; without a password the account that is there stays. */
function useAccountForm({ host, account }: ListedRegistryAccount, onClose: () => void) {
  const client = useQueryClient();
  const { username = '', shared = false } = account ?? {};
  const [form, setForm] = useState({ username, password: '', shared });
  const isKept = account !== undefined && form.password === '' && form.username === username;
  const typed = { username: form.username, password: form.password };
  const sending = useMutation({
    mutationFn: () => setServiceAccount({ host, shared: form.shared, ...(isKept ? {} : typed) }),
    gcTime: 0,
    onSuccess: async ({ isChecked }) => {
      await client.invalidateQueries(adminRegistriesQuery);
      if (isChecked || isKept) onClose();
    },
  });
  return { form, setForm, isKept, sending };
}
