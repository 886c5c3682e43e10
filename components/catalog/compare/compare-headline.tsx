import { Fragment } from 'react';
import type { Comparison } from '#lib/formats/compare/comparison';
import { headlineOf } from '#lib/formats/compare/headline';
import { colourOf } from './change-mark.tsx';

type CompareHeadlineProps = {
  readonly comparison: Comparison;
  /** Shows the list behind a part. */
  readonly onOpen: (tab: CompareTab) => void;
};

/** The lists of a comparison. */
export const compareTabs = ['packages', 'findings', 'config', 'layers', 'attachments'] as const;
export type CompareTab = (typeof compareTabs)[number];

/** The first line: what decides whether the right side can replace the left one. Each part leads to its list. */
export function CompareHeadline({ comparison, onOpen }: CompareHeadlineProps) {
  if (comparison.left.digest === comparison.right.digest)
    return <p>Both references name the same artifact, byte for byte.</p>;
  return (
    <p className="flex flex-wrap items-center gap-y-1" role="status">
      {headlineOf(comparison).map(({ about, words }, at) => (
        <Fragment key={about}>
          {at === 0 ? null : (
            <span aria-hidden="true" className="px-2 text-faint">
              ·
            </span>
          )}
          <button
            type="button"
            onClick={() => onOpen(about)}
            className="rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-current"
          >
            {words.map(({ text, change, isWorse }, place) => (
              <Fragment key={text}>
                {place === 0 ? '' : ', '}
                <span
                  className={
                    change === undefined
                      ? 'text-muted'
                      : `font-semibold ${colourOf(change, about === 'findings' && (isWorse === true || change === 'removed'))}`
                  }
                >
                  {text}
                </span>
              </Fragment>
            ))}
          </button>
        </Fragment>
      ))}
    </p>
  );
}
