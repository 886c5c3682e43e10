import { clsx } from 'clsx';
import { Hand, TriangleAlert } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { PlanDocument } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import { showHidden } from '#lib/text/untrusted-text';

type Notice = PlanDocument['warnings'][number];

type NoticeListProps = {
  readonly plan: PlanDocument;
  readonly isBusy: boolean;
  /** Asks for the plan again, with this blocker accepted. */
  readonly onAccept: (code: string) => void;
  readonly onSelect?: ((digest: Digest) => void) | undefined;
};

/** What blocks a plan, with the decisions that unblock it, and its warnings. */
export function NoticeList({ plan, isBusy, onAccept, onSelect }: NoticeListProps) {
  const accepted = plan.request.accept ?? [];
  const stop = [...plan.blockers, ...plan.warnings].find(({ digests = [] }) => digests.length > 0);
  return (
    <ul
      aria-label="Notices"
      onKeyDown={moveAmongDigests}
      className="flex flex-col gap-2 px-4 pb-3 empty:hidden"
    >
      {plan.blockers.map((blocker) => (
        <Panel key={`${blocker.code} ${blocker.text}`} tone="bad">
          <p className="font-semibold">
            {blocker.isAcceptable ? 'Decide before you continue' : 'This plan cannot run'}
          </p>
          <Words notice={blocker} isStop={blocker === stop} onSelect={onSelect} />
          {blocker.isAcceptable ? (
            <label className="mt-2 flex cursor-pointer items-start gap-2 font-medium">
              <input
                type="checkbox"
                checked={false}
                disabled={isBusy}
                onChange={() => onAccept(blocker.code)}
                className="mt-0.5 size-3.5 shrink-0 accent-accent"
              />
              {isBusy ? 'Planning again…' : 'Accept and continue'}
            </label>
          ) : null}
        </Panel>
      ))}
      {plan.warnings.map((warning) => (
        <Panel key={`${warning.code} ${warning.text}`} tone="warn">
          <Words notice={warning} isStop={warning === stop} onSelect={onSelect} />
        </Panel>
      ))}
      {accepted.length === 0 ? null : (
        <li className="text-sm text-muted">Accepted: {accepted.join(', ')}.</li>
      )}
    </ul>
  );
}

/** The digests of all notices are one stop of the tab key; arrows go from one to the next. */
function moveAmongDigests(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const digests = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-digest]')];
  const index = digests.findIndex((one) => one.matches(':focus'));
  if (step === undefined || index === -1) return;
  event.preventDefault();
  digests[index + step]?.focus();
}

type PanelProps = { readonly tone: 'bad' | 'warn'; readonly children: ReactNode };

function Panel({ tone, children }: PanelProps) {
  const Sign = tone === 'bad' ? Hand : TriangleAlert;
  return (
    <li
      className={clsx(
        'flex gap-2.5 rounded-md border border-l-3 border-line bg-sunken px-3 py-2.5',
        tone === 'bad' ? 'border-l-bad' : 'border-l-warn',
      )}
    >
      <Sign
        size={15}
        aria-hidden="true"
        className={clsx('mt-0.5 shrink-0', tone === 'bad' ? 'text-bad' : 'text-warn')}
      />
      <div className="min-w-0 grow break-words">{children}</div>
    </li>
  );
}

const shown = 6;

type WordsProps = {
  readonly notice: Notice;
  /** Whether the tab key reaches its first digest. */
  readonly isStop: boolean;
  readonly onSelect?: ((digest: Digest) => void) | undefined;
};

function Words({ notice, isStop, onSelect }: WordsProps) {
  const digests = notice.digests ?? [];
  const tags = notice.tags ?? [];
  const more = Math.max(0, digests.length - shown) + Math.max(0, tags.length - shown);
  return (
    <>
      <p>{showHidden(notice.text)}</p>
      {digests.length + tags.length === 0 ? null : (
        <p className="mt-1 flex flex-wrap gap-x-2.5 gap-y-0.5 text-sm">
          {tags.slice(0, shown).map((tag) => (
            <span key={tag} className="max-w-full font-medium break-all">
              {tag}
            </span>
          ))}
          {digests.slice(0, shown).map((digest, index) =>
            onSelect === undefined ? (
              <code key={digest} className="font-mono text-muted">
                {formatShortDigest(digest)}
              </code>
            ) : (
              <button
                key={digest}
                type="button"
                data-digest
                tabIndex={isStop && index === 0 ? 0 : -1}
                onClick={() => onSelect(digest)}
                className="rounded-sm font-mono text-muted underline hover:text-text"
              >
                {formatShortDigest(digest)}
              </button>
            ),
          )}
          {more === 0 ? null : <span className="text-muted">and {more} more</span>}
        </p>
      )}
    </>
  );
}
