'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, RefObject } from 'react';
import { useId, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemPanel, problemOf } from '#components/ui/problem-panel';
import { signIn as sendCredentials } from '#lib/api/sign-in';

type SignInDialogProps = {
  /** Empty when any registry may be meant. */
  readonly host: string;
  readonly user?: string | undefined;
  readonly hint?: string | undefined;
  readonly onClose: () => void;
};

/** The user name that was last written for each registry; until the page is loaded anew. */
const writtenUsers = new Map<string, string>();

/** Asks for the credentials of one registry; the server checks them and keeps them, the page forgets them. */
export function SignInDialog({ host, user, hint, onClose }: SignInDialogProps) {
  const [form, setForm] = useState({
    host,
    username: user ?? writtenUsers.get(host) ?? '',
    password: '',
  });
  const first = useRef<HTMLInputElement>(null);
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
  const set = (field: keyof typeof form) => (value: string) => {
    const next = { ...form, [field]: value };
    writtenUsers.set(next.host, next.username);
    setForm(next);
  };
  // The focus starts in what is still to be written.
  const firstField = host === '' ? 'host' : (user ?? writtenUsers.get(host)) ? 'password' : 'username';
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: set(name),
    ...(name === firstField ? { inputRef: first } : {}),
  });
  return (
    <Dialog
      title={host === '' ? 'Sign in to a registry' : `Sign in to ${host}`}
      description="The password goes to this registry only. It is kept in the memory of the Orrery server until you sign out or it stops."
      isOpen
      initialFocus={first}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        {hint === undefined || hint === '' ? null : (
          <p className="rounded-md border-l-3 border-l-accent bg-sunken px-3 py-2.5">{hint}</p>
        )}
        <Field name="Registry" {...field('host')} autoComplete="off" />
        <Field name="User name" {...field('username')} autoComplete="username" />
        <Field
          name="Password or access token"
          type="password"
          {...field('password')}
          autoComplete="current-password"
        />
        {signIn.data?.isChecked === false ? (
          <p role="status" className="rounded-md bg-sunken px-3 py-2.5">
            This registry did not ask who you are, so the password could not be checked. It is kept for when
            the registry asks.
          </p>
        ) : null}
        {signIn.isError ? <ProblemPanel problem={problemOf(signIn.error)} isPlain /> : null}
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
  readonly inputRef?: RefObject<HTMLInputElement | null>;
};

function Field({ name, value, onChange, type = 'text', autoComplete, inputRef }: FieldProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm text-muted">
        {name}
      </label>
      <input
        id={id}
        ref={inputRef}
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
