'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { ShowMore } from '#components/ui/show-more';
import type { RepositoryFacts } from '#lib/retention/repository-facts';
import type { Decision, Retention } from '#lib/retention/retain';
import { retain } from '#lib/retention/retain';
import { readRules } from '#lib/retention/retention-rules';
import { formatBytes } from '#lib/text/format';
import { showHidden } from '#lib/text/untrusted-text';
import { ArtifactFacts, ArtifactName } from './artifact-name.tsx';
import { artifacts } from './cleanup-words.ts';
import { RetentionForm } from './retention-form.tsx';

type RetentionSectionProps = {
  readonly repository: string;
  readonly facts: RepositoryFacts;
  readonly now: number;
  /** The rules as the address has them. */
  readonly keep: string;
  readonly onKeep: (rules: ReturnType<typeof readRules>['rules']) => void;
  /** Undefined where nothing can be changed here. */
  readonly onPlan: ((retention: Retention) => void) | undefined;
};

const rowsAtOnce = 100;

/** Retention rules, what they come to, and the plan that does it: nothing runs by itself. */
export function RetentionSection({ repository, facts, now, keep, onKeep, onPlan }: RetentionSectionProps) {
  const [most, setMost] = useState(rowsAtOnce);
  const { rules, problems } = readRules(keep);
  const retention = retain(facts, rules, now);
  const chosen = retention.decisions.filter(({ fate }) => fate === 'goes').length;
  // What goes is what a person has to see first.
  const rows = retention.decisions.toSorted((a, b) => order[a.fate] - order[b.fate]);
  return (
    <section aria-label="Keep the newest" className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3 border-b border-line px-4 py-3">
        <div className="flex min-w-0 grow basis-96 flex-col gap-2">
          <h2 className="font-semibold">Keep the newest</h2>
          <RetentionForm rules={rules} onChange={onKeep} />
          {problems.map((problem) => (
            <p key={problem} className="text-sm text-bad">
              {showHidden(problem)}
            </p>
          ))}
        </div>
        <div className="flex flex-col items-start gap-2">
          <p role="status" className="tabular-nums">
            Keeps {retention.kept.toLocaleString('en')}, deletes {artifacts(retention.goes)}
            {retention.bytes === 0 ? '' : ` · ${formatBytes(retention.bytes)}`}
          </p>
          {onPlan === undefined ? null : (
            <Button disabled={chosen === 0 || problems.length > 0} onClick={() => onPlan(retention)}>
              Plan to delete {retention.goes.toLocaleString('en')}
            </Button>
          )}
        </div>
      </div>
      <Preview repository={repository} keep={keep} rows={rows.slice(0, most)} now={now} />
      <ShowMore total={rows.length} shown={most} step={rowsAtOnce} onShow={setMost} className="px-4 py-3" />
    </section>
  );
}

const order = { goes: 0, with: 1, kept: 2 } as const satisfies Record<Decision['fate'], number>;
const fateWords = { goes: 'goes', with: 'deleted with it', kept: 'kept' } as const satisfies Record<
  Decision['fate'],
  string
>;

type PreviewProps = {
  readonly repository: string;
  readonly keep: string;
  readonly rows: readonly Decision[];
  readonly now: number;
};

function Preview({ repository, keep, rows, now }: PreviewProps) {
  if (rows.length === 0) return null;
  return (
    <div className="overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">Result of the rules</caption>
        <thead>
          <tr className="border-b border-line-strong text-left text-sm text-muted">
            <th scope="col" className="px-4 py-1.5 font-semibold">
              Artifact
            </th>
            <th scope="col" className="py-1.5 pr-4 font-semibold">
              Outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ artifact, fate, why }) => (
            <tr key={artifact.digest} className="border-b border-line align-top last:border-0">
              <th scope="row" className="px-4 py-2 text-left font-normal">
                <ArtifactName repository={repository} artifact={artifact} tags={artifact.tags} keep={keep} />
                <ArtifactFacts artifact={artifact} now={now} />
              </th>
              <td className="py-2 pr-4">
                <span className={fate === 'kept' ? 'font-medium' : 'font-medium text-bad'}>
                  {fateWords[fate]}
                </span>
                <span className="block text-sm text-muted [overflow-wrap:anywhere]">{showHidden(why)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
