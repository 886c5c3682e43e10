import type { AuditRow } from '#lib/audit/audit';
import { formatRequirements } from '#lib/audit/format-requirements';
import { allOf, judgeRequirements } from '#lib/audit/judge-row';
import { auditLimits } from '#lib/audit/limits';
import type { Requirements } from '#lib/audit/requirements';
import type { Comparison } from '#lib/formats/compare/comparison';
import { given } from '#lib/formats/documents/given';
import type { Findings } from '#lib/formats/findings/joined-findings';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { PolicyName, Verdict } from '#lib/graph/verification/verification';
import type { BoundPiece, KnownDigests } from './bound-section.ts';
import { judgeBound } from './bound-section.ts';
import { judgeFindings } from './finding-section.ts';
import type { ChangedPackages, Promotion, PromotionSection, SectionName } from './promotion.ts';
import type { Others } from './regression-section.ts';
import { judgeRegressions } from './regression-section.ts';

/** What is known of one of the two artifacts. */
export type KnownSide = {
  readonly row: AuditRow & { readonly digest: NonNullable<AuditRow['digest']> };
  readonly findings: Findings | { readonly reason: string };
  /** Other attachments than the five kinds of an audit. */
  readonly others: Others;
};

/** The packages of one platform that both have, compared, or why they are not. */
export type ComparedPackages = {
  readonly platform?: string;
  readonly packages: Comparison['packages'];
  /** Whether it is proven that a side has no SBOM. */
  readonly isAbsent: boolean;
};

/** All that is known of a candidate and of the release before it. */
export type PromotionParts = {
  readonly accepted: KnownSide;
  readonly candidate: KnownSide;
  readonly pieces: readonly BoundPiece[];
  readonly known: KnownDigests;
  readonly packages: readonly ComparedPackages[];
  readonly checks: readonly EvidenceCheck[];
  readonly requirements: Requirements;
  readonly policy: PolicyName | undefined;
};

/** Whether a candidate can replace the accepted release, section by section; unknown never passes. */
export function judgePromotion(parts: PromotionParts): Omit<Promotion, 'approvals'> {
  const { accepted, candidate, requirements, policy } = parts;
  const judged = judgeRequirements(candidate.row, requirements);
  const isExpected = (name: 'sbom' | 'provenance' | 'report') =>
    requirements.rules.length === 0 || judged.some(({ required }) => required.evidence === name);
  const findings = judgeFindings({
    accepted: { name: accepted.row.reference, findings: accepted.findings },
    candidate: { name: candidate.row.reference, findings: candidate.findings },
    platforms: placesOf(candidate.row),
    required: judged.map(({ required }) => required),
    isExpected: isExpected('report'),
  });
  const others = { accepted: accepted.others, candidate: candidate.others };
  const sections: readonly PromotionSection[] = [
    signatureSection(parts),
    boundSection(parts, 'sbom', isExpected('sbom')),
    boundSection(parts, 'provenance', isExpected('provenance')),
    packageSection(parts, isExpected('sbom')),
    findings.section,
    requirementSection(candidate.row),
    judgeRegressions({ accepted: accepted.row, candidate: candidate.row, others }),
  ];
  const verdict = allOf(sections.map((section) => section.verdict));
  const sides = { accepted: sideOf(accepted), candidate: sideOf(candidate) };
  return given<Omit<Promotion, 'approvals'>>({
    ...sides,
    verdict,
    headline: headlineOf(sides, verdict, sections),
    sections,
    packages: parts.packages.flatMap((one) => changesOf(one)),
    findings: findings.changes,
    policy,
    requirements: formatRequirements(requirements.rules),
  });
}

function sideOf({ row: { reference, digest } }: KnownSide): Promotion['accepted'] {
  return { reference, digest };
}

function placesOf({ platforms }: AuditRow) {
  return platforms.map(({ platform, digest }) => ({ name: platform, digest }));
}

function boundSection(
  { candidate: { row }, pieces, known }: PromotionParts,
  kind: BoundPiece['kind'],
  isExpected: boolean,
): PromotionSection {
  const own = row.own ?? row.evidence;
  return judgeBound({
    kind,
    pieces: pieces.filter((piece) => piece.kind === kind),
    known,
    root: row.digest,
    platforms: placesOf(row),
    cells: {
      whole: row.evidence[kind],
      byPlace: new Map([
        [row.digest, own[kind]],
        ...row.platforms.map(({ digest, evidence }) => [digest, evidence[kind]] as const),
      ]),
    },
    isExpected,
  });
}

/** A policy that passes without any signature, as one that only warns, names nobody who has signed. */
function signatureSection({ candidate: { row }, checks, policy }: PromotionParts): PromotionSection {
  const name: SectionName = 'signature';
  const evidence = checks
    .filter(({ through, state }) => through === undefined && state !== 'present')
    .slice(0, auditLimits.promotionEvidenceMax)
    .map(({ digest, about, state, reason }) => ({
      digest,
      about,
      verdict: checkVerdicts[state],
      says: reason,
    }));
  const say = (verdict: Verdict, sentences: readonly string[]): PromotionSection => ({
    ...{ name, verdict, evidence },
    sentences,
  });
  if (policy === undefined) return say('unknown', ['There is no policy that says who must sign.']);
  if (row.policy === undefined) return say('unknown', ['The policy was not checked.']);
  const { verdict, reasons } = row.policy;
  if (verdict !== 'pass') return say(verdict, reasons);
  const matching = checks.find(({ state, through }) => state === 'matches' && through === undefined);
  if (matching !== undefined) return say('pass', [matching.reason]);
  const where = new Set(row.platforms.map(({ digest }) => digest));
  const isEach =
    where.size > 0 &&
    [...where].every((digest) => checks.some((one) => one.state === 'matches' && one.about === digest));
  return isEach
    ? say('pass', ['Each platform is signed as the policy requires.'])
    : say('fail', ['No signer of the policy has signed it.', ...reasons]);
}

const checkVerdicts = {
  present: 'unknown',
  valid: 'fail',
  matches: 'pass',
  failed: 'fail',
  'cannot-check': 'unknown',
} as const satisfies Record<EvidenceCheck['state'], Verdict>;

/** Packages that change decide nothing; not to know them does. */
function packageSection(
  { packages, candidate, accepted }: PromotionParts,
  isExpected: boolean,
): PromotionSection {
  const judged = packages.map((one) => ({ ...one, ...judgePackages(one, isExpected) }));
  const added = newPlatforms(accepted.row, candidate.row);
  const sentences = judged.flatMap(({ platform, sentences: own }) =>
    own.map((text) => (platform === undefined ? text : `${platform}: ${text}`)),
  );
  const evidence = packages.flatMap((one) =>
    one.packages.state === 'compared'
      ? [
          {
            digest: one.packages.right,
            about: candidate.row.digest,
            verdict: judgePackages(one, isExpected).verdict,
            says: 'The compared SBOM of the candidate.',
          },
          {
            digest: one.packages.left,
            about: accepted.row.digest,
            verdict: judgePackages(one, isExpected).verdict,
            says: 'The compared SBOM of the accepted release.',
          },
        ]
      : [],
  );
  return {
    name: 'packages',
    verdict: packages.length === 0 ? 'unknown' : allOf(judged.map(({ verdict }) => verdict)),
    sentences: [
      ...(packages.length === 0
        ? ['They have no platform in common, so there is no comparison of packages.']
        : sentences),
      ...added.map((platform) => `${platform} is new: there is nothing to compare its packages with.`),
    ],
    evidence,
  };
}

function judgePackages(
  { packages, isAbsent }: ComparedPackages,
  isExpected: boolean,
): Pick<PromotionSection, 'verdict' | 'sentences'> {
  if (packages.state === 'missing') {
    const isFine = isAbsent && !isExpected;
    return { verdict: isFine ? 'pass' : 'unknown', sentences: [`Not compared: ${packages.reason}`] };
  }
  const { added, removed, updated, same, doubts } = packages;
  return {
    verdict: doubts.length === 0 ? 'pass' : 'unknown',
    sentences: [
      `${added} added, ${removed} removed, ${updated} in another version, ${same} the same.`,
      ...doubts,
    ],
  };
}

function newPlatforms(accepted: AuditRow, candidate: AuditRow): readonly string[] {
  const had = new Set(accepted.platforms.map(({ platform }) => platform));
  return had.size === 0
    ? []
    : candidate.platforms.flatMap(({ platform }) => (had.has(platform) ? [] : [platform]));
}

function changesOf({ platform, packages }: ComparedPackages): readonly ChangedPackages[] {
  if (packages.state === 'missing') return [];
  const { added, removed, updated, same, rows, rowsLeftOut = 0 } = packages;
  const shown = rows.slice(0, auditLimits.promotionRowsMax);
  const left = rows.length - shown.length + rowsLeftOut;
  const rest = left > 0 ? left : undefined;
  return [
    given<ChangedPackages>({ platform, added, removed, updated, same, rows: shown, rowsLeftOut: rest }),
  ];
}

function requirementSection({ verdict, why }: AuditRow): PromotionSection {
  return { name: 'requirements', verdict, sentences: why, evidence: [] };
}

/** What each section is called in the middle of a sentence. */
const sectionWords = {
  signature: 'the signature',
  sbom: 'the SBOM',
  provenance: 'the provenance',
  packages: 'the packages',
  findings: 'the findings',
  requirements: 'the requirements',
  regressions: 'what the accepted release had',
} as const satisfies Record<SectionName, string>;

function headlineOf(
  { accepted, candidate }: Pick<Promotion, 'accepted' | 'candidate'>,
  verdict: Verdict,
  sections: readonly PromotionSection[],
): string {
  const deciding = sections.filter((section) => section.verdict === verdict);
  const names = new Intl.ListFormat('en').format(deciding.map(({ name }) => sectionWords[name]));
  const [after, before] = [candidate.reference, accepted.reference];
  switch (verdict) {
    case 'pass':
      return `${after} can replace ${before}: all ${sections.length} checks pass.`;
    case 'fail':
      return `${after} cannot replace ${before}: ${deciding.length} of ${sections.length} checks ${deciding.length === 1 ? 'fails' : 'fail'}, ${names}.`;
    case 'unknown':
      return `It is unknown whether ${after} can replace ${before}. Unknown: ${names}.`;
    default:
      return verdict satisfies never;
  }
}
