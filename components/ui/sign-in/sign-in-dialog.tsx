'use client';
import type { FormEvent, RefObject } from 'react';
import { useId, useRef } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { TokenServerQuestion } from './token-server-question.tsx';
import { useSignIn } from './use-sign-in.ts';

type SignInDialogProps = {
  /** Empty when any registry may be meant. */
  readonly host: string;
  readonly user?: string | undefined;
  readonly hint?: string | undefined;
  /** Origin that wants the credentials that the server has already: the dialog begins with the question. */
  readonly tokenServer?: string | undefined;
  readonly onClose: () => void;
};

/** Asks for the credentials of one registry; the server checks them and keeps them, the page forgets them. */
export function SignInDialog({ host, user, hint, tokenServer, onClose }: SignInDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const signIn = useSignIn({ host, user, tokenServer, onClose });
  const { question } = signIn;
  return (
    <Dialog
      title={host === '' ? 'Sign in to a registry' : `Sign in to ${host}`}
      description="The password goes to this registry, and to another host only if you allow it. It is kept in the memory of the Orrery server until you sign out or it stops."
      isOpen
      initialFocus={first}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      {question === undefined ? (
        <SignInForm signIn={signIn} hint={hint} asksForHost={host === ''} first={first} onClose={onClose} />
      ) : (
        <TokenServerQuestion
          registry={signIn.form.host}
          tokenServer={question}
          isPending={signIn.sending.isPending}
          onAllow={() => signIn.allow(question)}
          onCancel={signIn.refuse}
        />
      )}
    </Dialog>
  );
}

type SignInFormProps = {
  readonly signIn: ReturnType<typeof useSignIn>;
  readonly hint: string | undefined;
  readonly asksForHost: boolean;
  /** The field that the focus starts in. */
  readonly first: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
};

function SignInForm({ signIn, hint, asksForHost, first, onClose }: SignInFormProps) {
  const { form, sending } = signIn;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.send();
  };
  // The focus starts in what is still to be written.
  const firstField = signIn.knownUser === '' ? 'username' : 'password';
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (value: string) => signIn.set(name, value),
    ...(name === (asksForHost ? 'host' : firstField) ? { inputRef: first } : {}),
  });
  return (
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
      {sending.data?.isChecked === false ? (
        <p role="status" className="rounded-md bg-sunken px-3 py-2.5">
          This registry did not ask who you are, so the password could not be checked. It is kept for when the
          registry asks.
        </p>
      ) : null}
      {sending.isError ? <ProblemNote problem={problemOf(sending.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {sending.isSuccess ? 'Close' : 'Cancel'}
        </Button>
        <Button type="submit" look="primary" disabled={sending.isPending}>
          {sending.isPending ? 'Asking the registry…' : 'Sign in'}
        </Button>
      </div>
    </form>
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
