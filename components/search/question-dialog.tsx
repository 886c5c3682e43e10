'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, RefObject } from 'react';
import { useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Dialog } from '#components/ui/dialog';
import { Checkbox, TextField } from '#components/ui/fields';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import type { AskableQuestion, ListedQuestion } from '#lib/api/queries/saved-question-queries';
import {
  savedQuestionQuery,
  savedQuestionsQuery,
  saveQuestion,
} from '#lib/api/queries/saved-question-queries';
import { questionSentence } from './question-words.ts';

type QuestionDialogProps = {
  /** What is saved, under which name to begin with; or the question that is changed. */
  readonly asked: { readonly question: AskableQuestion; readonly name: string } | ListedQuestion;
  readonly onSaved: (id: string) => void;
  readonly onClose: () => void;
};

/** Saves a question, or changes its name, who sees it and who is told. */
export function QuestionDialog({ asked, onSaved, onClose }: QuestionDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const [savedId, setSavedId] = useState<string>();
  return (
    <Dialog
      title={'id' in asked ? 'Change this question' : 'Save this question'}
      description={questionSentence(asked.question)}
      isOpen
      // Once it is saved every way out leads to it.
      onOpenChange={savedId === undefined ? onClose : () => onSaved(savedId)}
      initialFocus={first}
    >
      <QuestionForm asked={asked} onSaved={onSaved} onClose={onClose} first={first} onSecret={setSavedId} />
    </Dialog>
  );
}

type QuestionFormProps = QuestionDialogProps & {
  readonly first: RefObject<HTMLInputElement | null>;
  /** The question is saved, and its secret is shown. */
  readonly onSecret: (id: string) => void;
};

function QuestionForm({ asked, onSaved, onClose, first, onSecret }: QuestionFormProps) {
  const { form, setForm, saving } = useQuestionForm({ asked, onSaved, onSecret });
  const isTeam = document.documentElement.dataset.user !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  const { secret, question } = saving.data ?? {};
  if (secret !== undefined && question !== undefined)
    return <MadeSecret secret={secret} onClose={() => onSaved(question.id)} />;
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        name="Name"
        value={form.name}
        onChange={(name) => setForm({ ...form, name })}
        input={{ required: true, maxLength: 100, ref: first, className: '' }}
      />
      {isTeam ? (
        <Checkbox
          isOn={form.shared}
          onChange={(shared) => setForm({ ...form, shared })}
          note="Each person sees only the hits that their role may read."
        >
          Show it to everybody here
        </Checkbox>
      ) : null}
      <TextField
        name="Webhook that is told of new hits (optional)"
        value={form.webhook}
        onChange={(webhook) => setForm({ ...form, webhook })}
        input={{ type: 'url', placeholder: 'https://hooks.example/…', maxLength: 2_000 }}
      />
      {saving.isError ? <ProblemNote problem={problemOf(saving.error)} /> : null}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" look="primary" disabled={saving.isPending}>
          {saving.isPending ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

/** The fields, and the request that they make. */
function useQuestionForm({
  asked,
  onSaved,
  onSecret,
}: Pick<QuestionFormProps, 'asked' | 'onSaved' | 'onSecret'>) {
  const client = useQueryClient();
  const before = 'id' in asked ? asked : undefined;
  const [form, setForm] = useState({
    ...{ name: asked.name.slice(0, 100), shared: before?.shared ?? false },
    webhook: before?.webhook?.address ?? '',
  });
  // That of the form, also where the page behind it has read another one meanwhile.
  const [version, setVersion] = useState(before?.version);
  const saving = useMutation({
    mutationFn: () =>
      saveQuestion({
        ...(before === undefined ? {} : { id: before.id }),
        ...(version === undefined ? {} : { version }),
        ...{ name: form.name, question: asked.question, shared: form.shared },
        webhook: form.webhook.trim() === '' ? null : form.webhook.trim(),
      }),
    gcTime: 0,
    onSuccess: async ({ question, secret }) => {
      await client.invalidateQueries({ queryKey: ['saved-question', question.id] });
      await client.invalidateQueries(savedQuestionsQuery);
      if (secret === undefined) onSaved(question.id);
      else onSecret(question.id);
    },
    // What was typed stays, and who saves once more replaces what is there now.
    onError: async (error) => {
      if (before === undefined || problemOf(error).code !== 'question-changed') return;
      setVersion((await client.fetchQuery(savedQuestionQuery(before.id))).question.version);
    },
  });
  return { form, setForm, saving };
}

function MadeSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <div className="flex flex-col gap-3">
      <p>
        The question is saved. Give this secret to the receiver now: it is not shown again. Orrery signs each
        message with it, in the header <code className="font-mono text-sm">X-Orrery-Signature-256</code>.
      </p>
      <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-2">
        <code className="min-w-0 grow font-mono text-sm break-all">{secret}</code>
        <CopyButton text={secret} label="Copy secret" />
      </p>
      <div className="flex justify-end">
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}
