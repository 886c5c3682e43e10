import type { EvidenceName } from '#lib/audit/audit';
import type { StateCounts } from './evidence-share.ts';
import type { CountedRepository } from './repository-columns.tsx';

type Sum = Pick<CountedRepository, 'artifacts' | 'critical' | 'high'> & {
  readonly byEvidence: Readonly<Record<EvidenceName, StateCounts>>;
};

/** What the repositories come to together. */
export function sumRepositories(repositories: readonly CountedRepository[]): Sum {
  const total = (of: (row: CountedRepository) => number) =>
    repositories.reduce((sum, row) => sum + of(row), 0);
  const states = (name: EvidenceName): StateCounts => {
    const count = (state: keyof StateCounts) => total(({ byEvidence }) => byEvidence[name][state]);
    return {
      none: count('none'),
      present: count('present'),
      valid: count('valid'),
      matches: count('matches'),
      failed: count('failed'),
      'cannot-check': count('cannot-check'),
      unknown: count('unknown'),
    };
  };
  return {
    artifacts: total(({ artifacts }) => artifacts),
    critical: total(({ critical }) => critical),
    high: total(({ high }) => high),
    byEvidence: {
      signature: states('signature'),
      provenance: states('provenance'),
      sbom: states('sbom'),
      vex: states('vex'),
      report: states('report'),
    },
  };
}
