'use client';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button, IconButton } from '#components/ui/button';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { inputClass } from '#components/ui/fields';
import { Skeleton } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { StateIcon } from '#components/ui/state-icon';
import { resolveQuery } from '#lib/api/queries/content-queries';
import { formatShortDigest } from '#lib/oci/digest';
import { formatReference, isTag } from '#lib/oci/reference';
import { FormDialog, usePlanning } from './form-dialog.tsx';
import type { FormProps } from './form-props.ts';

/** Names for this artifact: new ones, ones that move here from another, and ones to take away. */
export function TagForm({ target, onClose, onPlanned }: FormProps) {
  const { reference, state, node } = target;
  const id = useId();
  const [tags, setTags] = useState<readonly string[]>([]);
  const [draft, setDraft] = useState('');
  const wrong = draft.split(/[\s,]+/).find((word) => word !== '' && !isTag(word));
  const wanted = [...new Set([...tags, ...draft.split(/[\s,]+/).filter((word) => word !== '')])];
  const digest = reference.digest ?? node?.digest ?? state?.root;
  const repository = `${reference.registry}/${reference.repository}`;
  const known = [
    ...new Set([...(node?.tags ?? []), ...(reference.tag === undefined ? [] : [reference.tag])]),
  ];
  const removal = usePlanning(onPlanned);
  const take = () => {
    if (wrong !== undefined) return;
    setTags(wanted);
    setDraft('');
  };
  return (
    <FormDialog
      title="Tag"
      description={<code className="font-mono text-sm break-all">{formatReference(reference)}</code>}
      request={
        wanted.length > 0 && wrong === undefined
          ? {
              action: 'tag',
              ref: digest === undefined ? formatReference(reference) : `${repository}@${digest}`,
              tags: wanted,
            }
          : undefined
      }
      onClose={onClose}
      onPlanned={onPlanned}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm text-muted">
          Tags to add, or to move here
        </label>
        <span className="flex gap-2">
          <input
            id={id}
            value={draft}
            onChange={(event) => setDraft(event.target.value)}
            onKeyDown={(event) => {
              if (draft === '' || !(event.key === 'Enter' || event.key === ',' || event.key === ' ')) return;
              event.preventDefault();
              take();
            }}
            placeholder="1.4  latest"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-describedby={`${id}-note`}
            className={`${inputClass} grow font-mono text-sm`}
          />
          <Button className="h-8" onClick={take} disabled={draft === '' || wrong !== undefined}>
            Add
          </Button>
        </span>
        <p id={`${id}-note`} className="min-h-4 text-sm text-muted">
          {wrong === undefined
            ? 'Enter, space or a comma takes one; what each points to now is looked up.'
            : `“${wrong.slice(0, 40)}” is not a tag: letters, digits, dots, dashes and underscores.`}
        </p>
      </div>
      {tags.length === 0 ? null : (
        <ul aria-label="Tags to set" className="flex flex-col rounded-md border border-line">
          {tags.map((tag) => (
            <li
              key={tag}
              className="flex min-h-9 items-center gap-2.5 border-b border-line px-3 last:border-b-0"
            >
              <span className="max-w-[45%] truncate font-medium">{tag}</span>
              <TagNow reference={`${repository}:${tag}`} digest={digest} />
              <IconButton
                label={`Leave out ${tag}`}
                onClick={() => setTags(tags.filter((other) => other !== tag))}
                className="ml-auto"
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {known.length === 0 ? null : (
        <section aria-labelledby={`${id}-known`}>
          <h3 id={`${id}-known`} className="mb-1.5 text-sm text-muted">
            Tags that point here now
          </h3>
          <ul className="flex max-h-44 flex-col overflow-auto rounded-md border border-line">
            {known.map((tag) => (
              <li
                key={tag}
                className="flex min-h-9 items-center gap-2.5 border-b border-line px-3 last:border-b-0"
              >
                <span className="min-w-0 grow truncate font-medium">{tag}</span>
                <Button
                  look="quiet"
                  aria-label={`Remove ${tag}…`}
                  disabled={removal.isPending}
                  onClick={() =>
                    removal.mutate({ action: 'delete', ref: `${repository}:${tag}`, scope: 'tag' })
                  }
                >
                  Remove…
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {removal.isError ? <ProblemPanel problem={problemOf(removal.error)} /> : null}
    </FormDialog>
  );
}

type TagNowProps = { readonly reference: string; readonly digest: string | undefined };

/** What a tag points to until now. */
function TagNow({ reference, digest }: TagNowProps) {
  const query = useQuery(resolveQuery(reference));
  if (query.isPending) return <Skeleton className="h-3 w-40" />;
  if (query.isError) {
    const problem = problemOf(query.error);
    if (problem.code === 'not-found') return <span className="text-sm text-ok">new</span>;
    return (
      <span className="flex min-w-0 items-center gap-1.5 text-sm text-warn" title={problem.detail}>
        <StateIcon state="unknown" className="text-warn" />
        <span className="truncate">what it points to is not known: {problem.title}</span>
      </span>
    );
  }
  if (query.data.digest === digest) return <span className="text-sm text-muted">points here already</span>;
  return (
    <span className="truncate text-sm text-warn">
      moves from <code className="font-mono">{formatShortDigest(query.data.digest)}</code>
    </span>
  );
}
