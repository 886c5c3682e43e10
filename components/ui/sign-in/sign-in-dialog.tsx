'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ComponentProps, FormEvent, RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { TextField } from '#components/ui/fields';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Credentials } from '#lib/api/contract/registry-contract';
import type { Problem } from '#lib/api/problems/problem';
import { signIn as sendCredentials } from '#lib/api/queries/sign-in';

type SignInDialogProps = {
  /** Empty when the dialog asks for the registry, too. */
  readonly host: string;
  readonly user?: string | undefined;
  readonly hint?: string | undefined;
  /** Origin of a token server that wants credentials which the server holds: the dialog starts with that question. */
  readonly tokenServer?: string | undefined;
  readonly onClose: () => void;
};

/** Asks for the credentials of one registry. The server checks and keeps them; the page forgets them. */
export function SignInDialog({ host, user, hint, tokenServer, onClose }: SignInDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const signIn = useSignIn({ host, user, tokenServer, onClose });
  const { question } = signIn;
  return (
    <Dialog
      title={host === '' ? 'Sign in to a registry' : `Sign in to ${host}`}
      description="Your password goes only to this registry, unless you allow another host. Orrery keeps it in memory until you sign out or Orrery stops."
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
  /** The field that gets the focus. */
  readonly first: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
};

function SignInForm({ signIn, hint, asksForHost, first, onClose }: SignInFormProps) {
  const { form, sending } = signIn;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.send();
  };
  const fields = useRef<HTMLFormElement>(null);
  // What was refused is typed again.
  useEffect(() => {
    if (sending.error !== null)
      fields.current?.querySelector<HTMLInputElement>('input[type=password]')?.focus();
  }, [sending.error]);
  // The first empty field gets the focus.
  const firstField = signIn.knownUser === '' ? 'username' : 'password';
  const field = (name: keyof typeof form, input: ComponentProps<'input'>) => ({
    value: form[name],
    onChange: (value: string) => signIn.set(name, value),
    input: {
      ...input,
      required: true,
      className: '',
      ...(name === (asksForHost ? 'host' : firstField) ? { ref: first } : {}),
    },
  });
  return (
    <form ref={fields} onSubmit={submit} className="flex flex-col gap-3">
      {hint === undefined || hint === '' || sending.isError ? null : (
        <p className="rounded-md border-l-3 border-l-accent bg-sunken px-3 py-2.5">{hint}</p>
      )}
      <TextField name="Registry" {...field('host', { autoComplete: 'off' })} />
      <TextField name="User name" {...field('username', { autoComplete: 'username' })} />
      <TextField
        name="Password or access token"
        {...field('password', { type: 'password', autoComplete: 'current-password' })}
      />
      {sending.data?.isChecked === false ? (
        <p role="status" className="rounded-md bg-sunken px-3 py-2.5">
          The registry did not ask for credentials, so Orrery could not check the password. Orrery keeps it
          until the registry asks.
        </p>
      ) : null}
      {sending.isError ? <ProblemNote problem={signInProblem(sending.error, form.host)} /> : null}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          {sending.isSuccess ? 'Close' : 'Cancel'}
        </Button>
        <Button type="submit" look="primary" disabled={sending.isPending}>
          {sending.isPending ? 'Checking…' : 'Sign in'}
        </Button>
      </div>
    </form>
  );
}

/** Why the sign-in failed. A registry that refuses what was typed says no more than that it wants to be asked again. */
function signInProblem(error: Error, host: string): Problem {
  const problem = problemOf(error);
  return problem.code === 'unauthorized' && problem.tokenServer === undefined
    ? {
        ...problem,
        title: 'User name or password is wrong',
        detail: `${host} rejected them.`,
        hint: '',
      }
    : problem;
}

type TokenServerQuestionProps = {
  readonly registry: string;
  /** Origin of the server that the registry names for signing in. */
  readonly tokenServer: string;
  readonly isPending: boolean;
  readonly onAllow: () => void;
  readonly onCancel: () => void;
};

/** Asks whether a password may go to a host that does not belong to the registry. */
function TokenServerQuestion(props: TokenServerQuestionProps) {
  const { registry, tokenServer, isPending, onAllow, onCancel } = props;
  const { host, protocol } = new URL(tokenServer);
  return (
    <div className="flex flex-col gap-3">
      <p role="alert" className="rounded-md border-l-3 border-l-warn bg-sunken px-3 py-2.5 break-words">
        {registry} sends you to sign in at <strong className="font-semibold">{host}</strong>. Send your
        password there?
        {protocol === 'http:' ? ' The connection to it is not encrypted.' : null}
      </p>
      <p className="text-muted">
        Orrery remembers your answer until you sign out or this browser session ends.
      </p>
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button look="primary" disabled={isPending} onClick={onAllow}>
          {isPending ? 'Checking…' : 'Send it there'}
        </Button>
      </div>
    </div>
  );
}

type Start = {
  readonly host: string;
  readonly user: string | undefined;
  /** Origin of a token server that wants credentials which the server holds. */
  readonly tokenServer: string | undefined;
  readonly onClose: () => void;
};

/** The last user name for each registry; forgotten when the page reloads. */
const writtenUsers = new Map<string, string>();

/** The state of the sign-in dialog: its fields, the request, and the token server that it must ask about. */
function useSignIn({ host, user, tokenServer, onClose }: Start) {
  const knownUser = user ?? writtenUsers.get(host) ?? '';
  const [form, setForm] = useState({ host, username: knownUser, password: '' });
  const [question, setQuestion] = useState(tokenServer);
  const [allowed, setAllowed] = useState<string>();
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: (credentials: Credentials) => sendCredentials(credentials),
    gcTime: 0,
    onSuccess: ({ isChecked }) => {
      if (isChecked) onClose();
      setQuestion(undefined);
      void queries.resetQueries();
    },
    onError: (error) => setQuestion(problemOf(error).tokenServer),
  });
  return {
    form,
    question,
    sending,
    knownUser,
    set: (field: keyof typeof form, value: string) => {
      const next = { ...form, [field]: value };
      writtenUsers.set(next.host, next.username);
      setForm(next);
    },
    send: () => sending.mutate(allowed === undefined ? form : { ...form, tokenServer: allowed }),
    allow: (origin: string) => {
      setAllowed(origin);
      const credentials = form.password === '' ? { host: form.host } : form;
      sending.mutate({ ...credentials, tokenServer: origin });
    },
    refuse: () => {
      if (form.password === '') onClose();
      setQuestion(undefined);
      sending.reset();
    },
  };
}
