import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { problemOf } from '#components/ui/problem-of.ts';
import type { Credentials } from '#lib/api/contract/registry-contract';
import { signIn as sendCredentials } from '#lib/api/queries/sign-in';

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
export function useSignIn({ host, user, tokenServer, onClose }: Start) {
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
