'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { usePlanRequest } from '#components/changes/request/use-plan-request.ts';
import { Button, IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { TextField } from '#components/ui/fields';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import { resolveQuery } from '#lib/api/queries/content-queries';
import { formatShortDigest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import type { FormProps } from './form-dialog.tsx';
import { FormDialog } from './form-dialog.tsx';
import { targetDigest } from './subject-options.ts';
import type { TagDraft } from './tag-draft.ts';
import { acceptText, currentTags, invalidTag, tagRequest, withoutTag } from './tag-draft.ts';

/** Sets tags on an artifact, new ones or ones that move here, and removes others. */
export function TagForm({ target, onClose, onPlanned }: FormProps) {
  const [draft, setDraft] = useState<TagDraft>({ tags: [], text: '' });
  const { registry, repository } = target.reference;
  const place = `${registry}/${repository}`;
  return (
    <FormDialog
      title="Tag"
      description={<code className="font-mono text-sm break-all">{formatReference(target.reference)}</code>}
      request={tagRequest(target, draft)}
      ends={{ onClose, onPlanned }}
    >
      <TagField draft={draft} onChange={setDraft} />
      {draft.tags.length === 0 ? null : (
        <ul aria-label="Tags to set" className="flex flex-col rounded-md border border-line">
          {draft.tags.map((tag) => (
            <TagRow key={tag}>
              <span className="max-w-[45%] truncate font-medium">{tag}</span>
              <TagTarget reference={`${place}:${tag}`} digest={targetDigest(target)} />
              <IconButton
                label={`Do not set ${tag}`}
                onClick={() => setDraft(withoutTag(draft, tag))}
                className="ml-auto"
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </TagRow>
          ))}
        </ul>
      )}
      <CurrentTags tags={currentTags(target)} place={place} onPlanned={onPlanned} />
    </FormDialog>
  );
}

type TagFieldProps = { readonly draft: TagDraft; readonly onChange: (draft: TagDraft) => void };

function TagField({ draft, onChange }: TagFieldProps) {
  const invalid = invalidTag(draft);
  return (
    <div className="flex gap-2 *:first:grow">
      <TextField
        name="Tags to add or move here"
        value={draft.text}
        onChange={(text) => onChange({ ...draft, text })}
        note={
          invalid === undefined
            ? 'Press Enter, space or comma after each tag.'
            : `“${invalid.slice(0, 40)}” is not a valid tag. Use letters, digits, dots, dashes and underscores.`
        }
        input={{
          placeholder: '1.4  latest',
          onKeyDown: (event) => {
            if (draft.text === '' || ![' ', ',', 'Enter'].includes(event.key)) return;
            event.preventDefault();
            onChange(acceptText(draft));
          },
        }}
      />
      <Button
        className="mt-[22px] h-8"
        onClick={() => onChange(acceptText(draft))}
        disabled={draft.text === '' || invalid !== undefined}
      >
        Add
      </Button>
    </div>
  );
}

type CurrentTagsProps = {
  readonly tags: readonly string[];
  /** `host/name` */
  readonly place: string;
  readonly onPlanned: (id: string) => void;
};

function CurrentTags({ tags, place, onPlanned }: CurrentTagsProps) {
  const id = useId();
  const removal = usePlanRequest(onPlanned);
  if (tags.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1.5 text-sm text-muted">
        Current tags
      </h3>
      <ul className="flex max-h-44 flex-col overflow-auto rounded-md border border-line">
        {tags.map((tag) => (
          <TagRow key={tag}>
            <span className="min-w-0 grow truncate font-medium">{tag}</span>
            <Button
              look="quiet"
              aria-label={`Remove ${tag}…`}
              disabled={removal.isPending}
              onClick={() => removal.mutate({ action: 'delete', ref: `${place}:${tag}`, scope: 'tag' })}
            >
              Remove…
            </Button>
          </TagRow>
        ))}
      </ul>
      {removal.isError ? <ProblemPanel problem={problemOf(removal.error)} className="mt-4" /> : null}
    </section>
  );
}

function TagRow({ children }: { readonly children: ReactNode }) {
  return (
    <li className="flex min-h-9 items-center gap-2.5 border-b border-line px-3 last:border-b-0">
      {children}
    </li>
  );
}

type TagTargetProps = { readonly reference: string; readonly digest: string | undefined };

/** What a tag points to until it is set. */
function TagTarget({ reference, digest }: TagTargetProps) {
  const query = useQuery(resolveQuery(reference));
  if (query.isPending) return <Skeleton className="h-3 w-40" />;
  if (query.isError) {
    const problem = problemOf(query.error);
    if (problem.code === 'not-found') return <span className="text-sm text-ok">new</span>;
    return (
      <span className="flex min-w-0 items-center gap-1.5 text-sm text-warn" title={problem.detail}>
        <StateIcon state="unknown" className="text-warn" />
        <span className="truncate">current target unknown: {problem.title}</span>
      </span>
    );
  }
  if (query.data.digest === digest) return <span className="text-sm text-muted">already points here</span>;
  return (
    <span className="truncate text-sm text-warn">
      moves from <code className="font-mono">{formatShortDigest(query.data.digest)}</code>
    </span>
  );
}
