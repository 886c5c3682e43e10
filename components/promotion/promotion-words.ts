import type { Approval, ChangedFinding, PromotionSection, SectionName } from '#lib/audit/promotion/promotion';
import type { CheckState } from '#lib/graph/verification/evidence-check';
import type { Verdict } from '#lib/graph/verification/verification';
import type { Digest } from '#lib/oci/digest';
import { locationPath } from '#lib/oci/location';
import { atDigest, parseReference } from '#lib/oci/reference';

/** The heading of each section. */
export const sectionTitles = {
  signature: 'Signed as the policy requires',
  sbom: 'SBOM of this digest',
  provenance: 'Provenance of this digest',
  packages: 'Packages that changed',
  findings: 'Findings, with VEX applied',
  requirements: 'Requirements',
  regressions: 'What the accepted release has',
} as const satisfies Record<SectionName, string>;

/** Each verdict as a word, a shape and a colour of its edge. */
export const verdictLooks = {
  pass: { word: 'passes', state: 'valid', edge: 'border-l-ok', colour: 'text-ok' },
  fail: { word: 'fails', state: 'failed', edge: 'border-l-bad', colour: 'text-bad' },
  unknown: { word: 'not determined', state: 'cannot-check', edge: 'border-l-warn', colour: 'text-warn' },
} as const satisfies Record<
  Verdict,
  { readonly word: string; readonly state: CheckState; readonly edge: string; readonly colour: string }
>;

/** Which list of the comparison tells more of a section; undefined where it tells nothing. */
export function hasComparison(name: SectionName): boolean {
  return name === 'packages' || name === 'findings' || name === 'regressions';
}

/** The page of a digest beside a reference. */
export function digestPath(reference: string, digest: Digest): string {
  return locationPath({ screen: 'artifact', reference: atDigest(parseReference(reference), digest) });
}

/** The page of the artifact on which evidence hangs, with the evidence selected in its graph. */
export function evidencePath(reference: string, about: Digest, digest: Digest): string {
  return `${digestPath(reference, about)}?selected=${encodeURIComponent(digest)}`;
}

/** What happened to a finding, as a word. */
export const findingWords = {
  new: 'new',
  fixed: 'fixed',
  excused: 'excused by VEX',
  open: 'still open',
} as const satisfies Record<ChangedFinding['change'], string>;

/** The sections that did not pass, the failed ones first: those are open when the page is shown. */
export function openSections(sections: readonly PromotionSection[]): ReadonlySet<SectionName> {
  return new Set(sections.filter(({ verdict }) => verdict !== 'pass').map(({ name }) => name));
}

/** An approval in one line. */
export function approvalLine({ claim, state }: Approval): string {
  if (claim === undefined) return 'An attachment claims to be an approval, but is not one.';
  const when = claim.at === '' ? '' : ` on ${claim.at.slice(0, 10)}`;
  return state === 'failed'
    ? `Does not count: ${claim.who} approved something else${when}.`
    : `${claim.who} approved it${when}; the verdict was ${claim.verdict}.`;
}

/** The same question for a job: its status tells the verdict. */
export function promotionCurl(
  origin: string,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const given = Object.entries({ ...parameters, gate: '1' }).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`  --data-urlencode ${quote(`${name}=${value}`)}`],
  );
  return [
    `curl --fail-with-body -sS -G ${quote(`${origin}/api/audit`)} \\`,
    `  -H "authorization: Bearer $ORRERY_TOKEN" \\`,
    given.join(' \\\n'),
  ].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
