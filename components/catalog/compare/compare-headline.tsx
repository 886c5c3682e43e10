import { Fragment } from 'react';
import type { Comparison } from '#lib/formats/compare/comparison';
import { headlineOf } from '#lib/formats/compare/headline';
import { colourOf } from './change-mark.tsx';
import type { CompareTab } from './first-difference.ts';
import { isDifferent, isSameArtifact } from './first-difference.ts';

type CompareHeadlineProps = {
  readonly comparison: Comparison;
  /** Shows the list behind a part. */
  readonly onOpen: (tab: CompareTab) => void;
};

/** The first line: what decides whether the right side can replace the left one. Each part leads to its list. */
export function CompareHeadline({ comparison, onOpen }: CompareHeadlineProps) {
  const isSame = isSameArtifact(comparison);
  const parts = headlineOf(comparison).filter((part) => !isSame || isDifferent(part));
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1" role="status">
      {isSame ? <span>Both references name the same artifact, byte for byte.</span> : null}
      {parts.map(({ about, words }, at) => (
        <Fragment key={about}>
          {at === 0 ? null : (
            <span aria-hidden="true" className="text-faint">
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
