import type { AuditRow, CellState, EvidenceCell, EvidenceName, RowEvidence } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';
import { allOf } from '#lib/audit/judge-row';
import type { Verdict } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import type { PromotionSection, SectionEvidence } from './promotion.ts';

/** The kinds of other attachments that a side has, and whether all sources answered. */
export type Others = { readonly kinds: ReadonlySet<string>; readonly isComplete: boolean };

export type RegressionQuestion = {
  readonly accepted: AuditRow;
  readonly candidate: AuditRow;
  readonly others: { readonly accepted: Others; readonly candidate: Others };
};

/** One thing that may be worse, and what it stands on. */
type Regression = {
  readonly verdict: Exclude<Verdict, 'pass'>;
  readonly text: string;
  readonly digests?: readonly Digest[];
};

/** What the accepted release had and the candidate lacks: platforms, evidence at each place, and what was proven of it. */
export function judgeRegressions({ accepted, candidate, others }: RegressionQuestion): PromotionSection {
  const found = [
    ...lostPlatforms(accepted, candidate),
    ...lostEvidence(accepted, candidate),
    ...lostOthers(others),
  ];
  const verdict = allOf(found.map((one) => one.verdict));
  const about = accepted.digest;
  const evidence = found.flatMap(({ digests = [], verdict: own, text }): readonly SectionEvidence[] =>
    about === undefined ? [] : digests.map((digest) => ({ digest, about, verdict: own, says: text })),
  );
  const sentences =
    found.length === 0
      ? ['The candidate has everything that the accepted release has.']
      : [...new Set(found.map(({ text }) => text))];
  return { name: 'regressions', verdict, sentences, evidence };
}

const words: Readonly<Record<EvidenceName, string>> = {
  signature: 'a signature',
  provenance: 'provenance',
  sbom: 'an SBOM',
  vex: 'VEX',
  report: 'a report of vulnerabilities',
};

function lostPlatforms(accepted: AuditRow, candidate: AuditRow): readonly Regression[] {
  if (accepted.platforms.length === 0) return [];
  const has = new Set(candidate.platforms.flatMap(({ platform }) => platform.split(', ')));
  const lost = accepted.platforms
    .flatMap(({ platform }) => platform.split(', '))
    .filter((one) => !has.has(one));
  if (lost.length === 0) return [];
  const text = `The candidate has no image for ${new Intl.ListFormat('en').format(lost)}, but the accepted release has one.`;
  return [
    candidate.kind === undefined
      ? { verdict: 'unknown', text: 'The platforms of the candidate are unknown.' }
      : { verdict: 'fail', text },
  ];
}

type Place = { readonly name?: string; readonly before: RowEvidence; readonly after: RowEvidence };

/** By place where both have the same places, so that one platform without an SBOM is seen. */
function lostEvidence(accepted: AuditRow, candidate: AuditRow): readonly Regression[] {
  const whole: Place = { before: accepted.evidence, after: candidate.evidence };
  const shared = accepted.platforms.flatMap(({ platform, evidence }): readonly Place[] => {
    const same = candidate.platforms.find((one) => one.platform === platform);
    return same === undefined ? [] : [{ name: platform, before: evidence, after: same.evidence }];
  });
  return evidenceNames.flatMap((name) => {
    const lost = lostAt(name, whole);
    if (lost.length > 0) return lost;
    // What the index itself carries speaks for its platforms, too.
    if ((candidate.own?.[name].count ?? 0) > 0) return [];
    return shared.flatMap((place) => lostAt(name, place));
  });
}

function lostAt(name: EvidenceName, { name: place, before, after }: Place): readonly Regression[] {
  const [had, has] = [before[name], after[name]];
  const on = place === undefined ? '' : ` on ${place}`;
  const { digests } = had;
  if (had.state === 'unknown')
    return place === undefined && has.count === 0
      ? [
          {
            verdict: 'unknown',
            text: `Whether the accepted release has ${words[name]} is unknown${because(had)}`,
          },
        ]
      : [];
  if (had.count === 0) return [];
  if (has.state === 'unknown')
    return [
      {
        verdict: 'unknown',
        text: `Whether the candidate has ${words[name]}${on} is unknown${because(has)}`,
        digests,
      },
    ];
  if (has.count === 0)
    return [
      {
        verdict: 'fail',
        text: `The accepted release has ${words[name]}${on}, but the candidate has none.`,
        digests,
      },
    ];
  if (ranks[has.state] >= ranks[had.state]) return [];
  const text = `The accepted release has ${words[name]}${on} that ${proofs[had.state]}, but that of the candidate ${proofs[has.state]}.`;
  const isOpen = has.state === 'cannot-check' || (has.doubt !== undefined && has.state !== 'failed');
  return [{ verdict: isOpen ? 'unknown' : 'fail', text, digests }];
}

/** How much is proven; a piece that proves nothing is no loss beside one that was never checked. */
const ranks: Readonly<Record<CellState, number>> = {
  none: 0,
  unknown: 0,
  failed: 1,
  'cannot-check': 2,
  present: 2,
  valid: 3,
  matches: 4,
};

const proofs: Readonly<Record<CellState, string>> = {
  none: 'is not there',
  unknown: 'is unknown',
  failed: 'does not hold',
  'cannot-check': 'could not be checked',
  present: 'has no proven signer',
  valid: 'is valid, but its signer is not in a policy',
  matches: 'matches the policy',
};

function because({ reason }: EvidenceCell): string {
  return reason === undefined ? '.' : `: ${reason.replace(/\.$/, '')}.`;
}

function lostOthers({ accepted, candidate }: RegressionQuestion['others']): readonly Regression[] {
  const lost = [...accepted.kinds].filter((kind) => !candidate.kinds.has(kind)).sort();
  return lost.map((kind) => {
    const what = kind.replaceAll('-', ' ');
    return candidate.isComplete
      ? { verdict: 'fail', text: `The accepted release has a ${what}, but the candidate has none.` }
      : {
          verdict: 'unknown',
          text: `Whether the candidate has a ${what} is unknown: not every source answered.`,
        };
  });
}
