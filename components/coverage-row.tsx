'use client';

import { evidenceTitles } from '#components/coverage/filter/filter-choices.ts';
import type { ShownCell } from '#components/coverage/matrix/shown-cell.ts';
import { Section } from '#components/ui/field-list';
import { evidenceNames } from '#lib/audit/audit';
import { shorten } from '#lib/text/untrusted-text';
import { GraphLink, StateLine } from './coverage-state.tsx';

/** All that is known of a row: its cells in short, what is required and not there, and the way to its graph. */
export function CoverageRow({ cell: { row, platform } }: { readonly cell: ShownCell }) {
  const shown = platform?.evidence ?? row.evidence;
  return (
    <div className="flex flex-col gap-4 px-4 pb-4">
      <Reasons title={row.verdict === 'pass' ? 'Why it passes' : 'Requirements'} sentences={row.why} />
      <Reasons title="Problems while reading" sentences={row.notes ?? []} />
      <Reasons title={`Policy ${row.policy?.name ?? ''}`} sentences={row.policy?.reasons ?? []} />
      <Section title="Evidence">
        <dl className="flex flex-col gap-2">
          {evidenceNames.map((name) => (
            <div key={name} className="grid grid-cols-[6rem_minmax(0,1fr)] gap-2">
              <dt className="text-muted">{evidenceTitles[name]}</dt>
              <dd>
                <StateLine
                  name={name}
                  cell={shown[name]}
                  platforms={platform === undefined ? row.platforms : []}
                />
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <GraphLink row={row} digest={platform?.digest} text="Open in the graph" />
    </div>
  );
}

function Reasons({ title, sentences }: { readonly title: string; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="flex flex-col gap-1">
        {sentences.map((sentence) => (
          <li key={sentence} className="[overflow-wrap:anywhere]">
            {shorten(sentence)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
