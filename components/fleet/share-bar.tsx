import { clsx } from 'clsx';
import type { EvidenceShare } from './evidence-share.ts';
import { percentOf, shareSentence } from './evidence-share.ts';

type ShareBarProps = { readonly name: string; readonly share: EvidenceShare };

/** How many artifacts have one kind of evidence: a bar, a percentage, and the numbers for who points at it or hears it. */
export function ShareBar({ name, share }: ShareBarProps) {
  const percent = percentOf(share);
  const text = `${name}: ${shareSentence(share)}`;
  const parts = [
    ['bg-ok', share.has],
    ['bg-bad', share.failed],
    ['bg-[repeating-linear-gradient(45deg,var(--edge)_0_2px,transparent_2px_4px)]', share.unknown],
  ] as const;
  return (
    <span title={text} className="flex w-full min-w-0 items-center gap-2">
      <span className="sr-only">{text}</span>
      <span
        aria-hidden="true"
        className="flex h-1.5 min-w-4 grow overflow-hidden rounded-full bg-line-strong"
      >
        {parts.map(([look, count]) =>
          count === 0 ? null : (
            <span
              key={look}
              className={clsx('h-full', look)}
              style={{ width: `${(count * 100) / share.all}%` }}
            />
          ),
        )}
      </span>
      <span aria-hidden="true" className="w-9 shrink-0 text-right text-sm tabular-nums">
        {percent === undefined ? <span className="text-faint">–</span> : `${percent}%`}
      </span>
    </span>
  );
}
