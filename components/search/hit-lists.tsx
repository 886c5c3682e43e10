'use client';
import { useState } from 'react';
import { PageLink } from '#components/ui/page-link';
import { ShowMore } from '#components/ui/show-more';
import type { JsonOf } from '#lib/api/routes/route-types';
import { textPath } from '#lib/oci/location';
import { formatAge, formatMinute } from '#lib/text/format';
import { shortTarget } from '#lib/text/short-target';
import { noHitsText } from './search-words.ts';

type Answer = JsonOf<'GET /api/questions/{id}'>;

const shownFirst = 50;

/** The artifacts that a question finds now; each leads to its graph. */
export function HitList({ answer }: { readonly answer: Answer }) {
  const [shown, setShown] = useState(shownFirst);
  const names = [...new Set(answer.rows.map(({ reference }) => reference))];
  const { asOf } = answer;
  return (
    <section aria-label="Hits" className="min-w-0 px-4 py-3">
      <h3 className="border-b border-line-strong pb-1 font-semibold">Hits now</h3>
      {names.length === 0 ? <p className="py-2 text-muted">{noHitsText(answer)}</p> : null}
      <ul>
        {names.slice(0, shown).map((name) => (
          <li key={name} className="border-b border-line py-1.5 last:border-0">
            <HitLink reference={name} />
          </li>
        ))}
      </ul>
      <ShowMore total={names.length} shown={shown} step={200} onShow={setShown} className="py-2 text-sm" />
      {asOf === undefined ? null : (
        <p className="py-2 text-sm text-muted">
          The oldest fact in this answer was read on {formatMinute(asOf)}.
        </p>
      )}
    </section>
  );
}

/** Which hits came and went, the newest first. */
export function HitChanges({ changes }: Pick<Answer, 'changes'>) {
  const [shown, setShown] = useState(shownFirst);
  return (
    <section aria-label="Changes" className="min-w-0 px-4 py-3">
      <h3 className="border-b border-line-strong pb-1 font-semibold">What changed since it was saved</h3>
      {changes.length === 0 ? <p className="py-2 text-muted">Nothing yet.</p> : null}
      <ul>
        {changes.slice(0, shown).map((change) => (
          <li key={change.at} className="border-b border-line py-1.5 last:border-0">
            <p className="text-sm text-muted" title={change.at}>
              {formatAge(change.at, Date.now())}
              {change.more ? ', and more than is named' : ''}
            </p>
            <ChangedHits word="New" hits={change.gained} />
            <ChangedHits word="Gone" hits={change.lost} />
          </li>
        ))}
      </ul>
      <ShowMore total={changes.length} shown={shown} step={50} onShow={setShown} className="py-2 text-sm" />
    </section>
  );
}

type ChangedHitsProps = {
  readonly word: string;
  readonly hits: Answer['changes'][number]['gained'];
};

function ChangedHits({ word, hits }: ChangedHitsProps) {
  const [shown, setShown] = useState(5);
  return (
    <>
      {hits.slice(0, shown).map(({ reference }) => (
        <p key={reference} className="flex min-w-0 items-baseline gap-2">
          <span className="w-9 shrink-0 text-sm">{word}</span>
          <HitLink reference={reference} />
        </p>
      ))}
      <ShowMore total={hits.length} shown={shown} step={50} onShow={setShown} className="py-1 text-sm" />
    </>
  );
}

function HitLink({ reference }: { readonly reference: string }) {
  return (
    <PageLink
      href={textPath(reference)}
      title={reference}
      className="block min-w-0 truncate font-mono text-sm text-accent hover:underline"
    >
      {shortTarget(reference)}
    </PageLink>
  );
}
