'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useId, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel, problemOf } from '#components/ui/problem-panel';
import { signIn as sendCredentials } from '#lib/api/sign-in';

type SignInDialogProps = { readonly host: string; readonly onClose: () => void };

/** Asks for the credentials of one registry; the server checks them and keeps them, the page forgets them. */
export function SignInDialog({ host, onClose }: SignInDialogProps) {
  const [form, setForm] = useState({ host, username: '', password: '' });
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: () => sendCredentials(form),
    gcTime: 0,
    onSuccess: ({ isChecked }) => {
      if (isChecked) onClose();
      void queries.resetQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  const set = (field: keyof typeof form) => (value: string) => setForm({ ...form, [field]: value });
  return (
    <Dialog
      title="Sign in to a registry"
      description="The password goes to this registry only. It is kept in the memory of the Orrery server until you sign out or it stops."
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field name="Registry" value={form.host} onChange={set('host')} autoComplete="off" />
        <Field name="User name" value={form.username} onChange={set('username')} autoComplete="username" />
        <Field
          name="Password or access token"
          type="password"
          value={form.password}
          onChange={set('password')}
          autoComplete="current-password"
        />
        {signIn.data?.isChecked === false ? (
          <p role="status" className="rounded-md bg-sunken px-3 py-2.5">
            This registry did not ask who you are, so the password could not be checked. It is kept for when
            the registry asks.
          </p>
        ) : null}
        {signIn.isError ? <ProblemPanel problem={problemOf(signIn.error)} /> : null}
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {signIn.isSuccess ? 'Close' : 'Cancel'}
          </Button>
          <Button type="submit" look="primary" disabled={signIn.isPending}>
            {signIn.isPending ? 'Asking the registry…' : 'Sign in'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type FieldProps = {
  readonly name: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'password';
  readonly autoComplete: string;
};

function Field({ name, value, onChange, type = 'text', autoComplete }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-muted">
        {name}
      </label>
      <input
        id={id}
        type={type}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        className="h-8 rounded-md border border-line-strong bg-sunken px-2.5"
      />
    </div>
  );
}
