'use client';
import type { RefObject } from 'react';
import { useEffect } from 'react';
import { PageLink } from '#components/ui/page-link';
import type { ReferenceCorrection, TextRange } from '#lib/oci/correct-reference';
import { correctReference } from '#lib/oci/correct-reference';
import type { Location } from '#lib/oci/location';
import { locationPath } from '#lib/oci/location';
import { parseLocation } from '#lib/oci/pasted-location';
import { shorten, showHidden } from '#lib/text/untrusted-text';
import { interpretReference } from './interpret-reference.ts';

type ReferenceProblemProps = {
  readonly text: string;
  readonly rejections: number;
  readonly input: RefObject<HTMLInputElement | null>;
};

/** Why a text is not a reference, which part of it is wrong, and what may be meant. */
export function ReferenceProblem({ text, rejections, input }: ReferenceProblemProps) {
  const correction = correctReference(text);
  useSelectedPart({ text, correction, rejections, input });
  const reading = interpretReference(text);
  // An address may hold what only the box understands: a command, the page of a web site.
  const meant = reading.kind === 'location' ? reading.location : suggestedLocation(correction);
  return (
    <>
      {reading.kind === 'location' ? null : (
        <p>
          <span className="text-bad">{reading.message}</span>{' '}
          <span className="text-muted">{reading.hint}</span>
        </p>
      )}
      {correction.wrong.length === 0 ? null : <MarkedText text={text} wrong={correction.wrong} />}
      {meant === undefined ? null : (
        <p className="mt-1.5">
          <PageLink
            href={locationPath(meant)}
            className="font-medium break-all underline decoration-line-strong underline-offset-2"
          >
            Open {showHidden(decodeURIComponent(locationPath(meant).slice(1)))} instead
          </PageLink>
        </p>
      )}
    </>
  );
}

function suggestedLocation({ suggestion }: ReferenceCorrection): Location | undefined {
  return suggestion === undefined ? undefined : parseLocation(suggestion);
}

/** The text as it was written; what is wrong in it is underlined, and named by the sentence above. */
function MarkedText({ text, wrong }: { readonly text: string; readonly wrong: readonly TextRange[] }) {
  const ends = [0, ...wrong.map(({ end }) => end)];
  return (
    <p aria-hidden="true" className="mt-1 line-clamp-3 font-mono break-all whitespace-pre-wrap text-muted">
      {wrong.map(({ start, end }, index) => (
        <span key={start}>
          {showHidden(text.slice(ends[index], start))}
          <mark className="rounded-xs bg-sunken text-bad underline decoration-wavy underline-offset-3">
            {showHidden(text.slice(start, end))}
          </mark>
        </span>
      ))}
      {shorten(text.slice(ends.at(-1)))}
    </p>
  );
}

type SelectedPart = Pick<ReferenceProblemProps, 'text' | 'rejections' | 'input'> & {
  readonly correction: ReferenceCorrection;
};

/** Selects the first wrong part in the box each time a text was refused: what is typed next takes its place. */
function useSelectedPart({ text, correction, rejections, input }: SelectedPart): void {
  // Syncs with the selection of the document. The text is no dependency: while somebody corrects it, nothing is selected.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a refusal selects something.
  useEffect(() => {
    const first = correction.wrong[0];
    const field = input.current;
    if (rejections === 0 || first === undefined || field === null || field.value !== text) return;
    if (document.activeElement === field) field.setSelectionRange(first.start, first.end);
  }, [rejections]);
}
