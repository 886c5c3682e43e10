'use client';
import type { RefObject } from 'react';
import { useEffect } from 'react';
import { PageLink } from '#components/ui/page-link';
import type { ReferenceCorrection, TextRange } from '#lib/oci/correct-reference';
import { correctReference } from '#lib/oci/correct-reference';
import { locationPath, parseLocation } from '#lib/oci/location';
import { shorten, showHidden } from '#lib/text/untrusted-text';

type ReferenceProblemProps = {
  readonly text: string;
  readonly problem: { readonly message: string; readonly hint: string };
  readonly rejections: number;
  readonly input: RefObject<HTMLInputElement | null>;
};

/** Why a text is not a reference, which part of it is wrong, and what may be meant. */
export function ReferenceProblem({ text, problem, rejections, input }: ReferenceProblemProps) {
  const correction = correctReference(text);
  useSelectedPart({ text, correction, rejections, input });
  const { suggestion } = correction;
  return (
    <>
      <p>
        <span className="text-bad">{problem.message}</span> <span className="text-muted">{problem.hint}</span>
      </p>
      {correction.wrong.length === 0 ? null : <MarkedText text={text} wrong={correction.wrong} />}
      {suggestion === undefined ? null : (
        <p className="mt-1.5">
          <PageLink
            href={locationPath(parseLocation(suggestion))}
            className="font-medium break-all underline decoration-line-strong underline-offset-2"
          >
            Open {suggestion} instead
          </PageLink>
        </p>
      )}
    </>
  );
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
