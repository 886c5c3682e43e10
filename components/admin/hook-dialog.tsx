'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { Dialog } from '#components/ui/dialog';
import { SelectField, TextField } from '#components/ui/fields';
import { ProblemNote } from '#components/ui/problem-note';
import { problemOf } from '#components/ui/problem-of.ts';
import { hooksQuery, makeHook } from '#lib/api/queries/hook-queries';
import type { HookTarget } from './hook-snippets.ts';
import { hookSnippets, likelySnippet } from './hook-snippets.ts';

type HookDialogProps = {
  /** Empty: it is asked for. */
  readonly host: string;
  readonly suggestions: readonly string[];
  readonly onClose: () => void;
};

/** Makes a token for a registry, and shows it once with the settings that the registry needs. */
export function HookDialog({ host, suggestions, onClose }: HookDialogProps) {
  const client = useQueryClient();
  const [typed, setTyped] = useState(host);
  const making = useMutation({
    mutationFn: () => makeHook(typed.trim()),
    // The token is nowhere but in this window.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries(hooksQuery),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  const { data: made } = making;
  const title = host === '' ? 'Let a registry notify Orrery' : `A token for ${host}`;
  return (
    <Dialog
      title={made === undefined ? title : `${typed.trim()} may notify Orrery`}
      description={
        made === undefined
          ? 'The registry proves with the token that a notification is its own. A token that it has already stops working.'
          : 'Copy the settings now: the token is shown this once.'
      }
      isOpen
      onOpenChange={onClose}
    >
      {made === undefined ? (
        <form onSubmit={submit} className="flex flex-col gap-3">
          {host === '' ? (
            <TextField
              name="Registry"
              value={typed}
              onChange={setTyped}
              suggestions={suggestions}
              input={{ required: true, placeholder: 'registry.example' }}
            />
          ) : null}
          {making.isError ? <ProblemNote problem={problemOf(making.error)} /> : null}
          <div className="flex justify-end gap-2">
            <Button look="quiet" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" look="primary" disabled={making.isPending}>
              {making.isPending ? 'Making it…' : 'Make the token'}
            </Button>
          </div>
        </form>
      ) : (
        <MadeHook host={typed.trim()} target={made} onClose={onClose} />
      )}
    </Dialog>
  );
}

type MadeHookProps = {
  readonly host: string;
  readonly target: HookTarget;
  readonly onClose: () => void;
};

function MadeHook({ host, target, onClose }: MadeHookProps) {
  const [id, setId] = useState<string>(likelySnippet(host));
  const snippet = hookSnippets.find((one) => one.id === id) ?? hookSnippets[0];
  const text = snippet.text(target);
  return (
    <div data-wide className="flex min-w-0 flex-col gap-3">
      <Told name="Address" text={target.address} />
      <Told name="Token" text={target.token} />
      <SelectField
        name="Kind of registry"
        value={id}
        onChange={setId}
        options={hookSnippets.map((one) => ({ value: one.id, text: one.title }))}
      />
      <p className="text-sm text-muted">{snippet.note}</p>
      <pre className="rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm [overflow-wrap:anywhere] whitespace-pre-wrap">
        {text}
      </pre>
      <div className="flex justify-end gap-2">
        <CopyButton text={text} label="Copy the settings" isWide />
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </div>
    </div>
  );
}

function Told({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <div className="min-w-0">
      <p className="text-sm text-muted">{name}</p>
      <p className="flex min-w-0 items-center gap-1">
        <code className="min-w-0 font-mono text-sm [overflow-wrap:anywhere]">{text}</code>
        <CopyButton text={text} label={`Copy the ${name.toLowerCase()}`} />
      </p>
    </div>
  );
}
