'use client';
import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { CheckIcon, checkColours } from '#components/ui/check-icon';
import { ShowMore } from '#components/ui/show-more';
import { stateWords } from '#lib/graph/verification/check-words';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import { shorten } from '#lib/text/untrusted-text';
import { CheckDetails } from './check-details.tsx';
import { checkedText, commandsFor, inReadingOrder, signerText } from './check-words.ts';

type CheckListProps = {
  readonly checks: readonly EvidenceCheck[];
  /** Commands that give the same answer for the whole artifact. */
  readonly commands: readonly string[];
  /** Whether the first is open at first. */
  readonly isFirstOpen?: boolean;
};

const shownMax = 100;

/** A line for each check that says what it came to and why; a press opens it. */
export function CheckList({ checks, commands, isFirstOpen = false }: CheckListProps) {
  const [most, setMost] = useState(shownMax);
  return (
    <>
      <ul aria-label="Checks" className="overflow-hidden rounded-lg border border-line-strong">
        {keyed(inReadingOrder(checks).slice(0, most)).map(([key, check], at) => (
          <CheckItem key={key} check={check} commands={commands} isOpenAtFirst={isFirstOpen && at === 0} />
        ))}
      </ul>
      <ShowMore total={checks.length} shown={most} step={shownMax} onShow={setMost} />
    </>
  );
}

/** Several checks of one layer have its digest: the second of them is `sha256:… 2`. */
function keyed(checks: readonly EvidenceCheck[]): readonly (readonly [key: string, check: EvidenceCheck])[] {
  const counts = new Map<string, number>();
  return checks.map((check) => {
    const name = `${check.digest} ${check.blob ?? ''} ${check.about}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [`${name} ${count}`, check];
  });
}

type CheckItemProps = Pick<CheckListProps, 'commands'> & {
  readonly check: EvidenceCheck;
  readonly isOpenAtFirst: boolean;
};

function CheckItem({ check, commands, isOpenAtFirst }: CheckItemProps) {
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const { state, reason, times } = check;
  const signer = signerText(check);
  const day = times[0]?.at.slice(0, 10);
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <li className={clsx('not-first:border-t border-line', isOpen && 'shadow-[inset_2px_0_0_var(--accent)]')}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className={clsx(
          'grid w-full grid-cols-[14px_22px_minmax(0,1fr)_auto] items-start gap-x-2 px-3 py-2 text-left -outline-offset-2',
          isOpen ? 'bg-accent-soft' : 'hover:bg-sunken',
        )}
      >
        <Chevron size={14} aria-hidden="true" className="mt-0.5 text-faint" />
        <span className="mt-0.5">
          <CheckIcon state={state} />
        </span>
        <span className="min-w-0">
          <span className="flex flex-wrap gap-x-2">
            <strong className={clsx('font-semibold', state !== 'present' && checkColours[state])}>
              {stateWords[state]}
            </strong>
            {signer === undefined ? null : (
              <span className="font-semibold [overflow-wrap:anywhere]">{signer}</span>
            )}
            <span className="text-muted">{checkedText(check)}</span>
          </span>
          <span className="block text-muted [overflow-wrap:anywhere]">{shorten(reason)}</span>
        </span>
        {day === undefined ? null : <time className="pt-px text-sm text-muted">{day}</time>}
      </button>
      {isOpen ? <CheckDetails check={check} commands={commandsFor(check, commands)} /> : null}
    </li>
  );
}
