import type { FindingRow, ProductName, StatementRow } from '#lib/formats/documents/rows';
import { cleanText } from '#lib/text/untrusted-text';
import type { ArtifactNames } from './match-artifact.ts';
import { matchArtifact } from './match-artifact.ts';
import type { FoundIn, Match } from './match-package.ts';
import { matchPackage, no, unknown, yes } from './match-package.ts';

/** A finding as far as a statement can be about it. */
export type FoundVulnerability = Pick<FindingRow, 'id' | 'aliases'> & FoundIn;

/** Whether a statement is about a finding, and a sentence on why. */
export type Application = { readonly verdict: 'applies' | 'does-not' | 'unknown'; readonly reason: string };

/**
 * Whether a statement is about a finding in an artifact, by the identity of its products: the artifact itself, in it
 * the subcomponents that are named, or the package by itself
 * (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#product-matching). `subjects` are the digests that the
 * envelope of the statement is about: a statement that names no product is about those.
 */
export function doesApply(
  statement: Pick<StatementRow, 'vulnerability' | 'aliases' | 'products'>,
  artifact: ArtifactNames,
  finding: FoundVulnerability,
  subjects: readonly string[] = [],
): Application {
  if (!isSameVulnerability(statement, finding))
    return { verdict: 'does-not', reason: 'The statement is about another vulnerability.' };
  const { products } = statement;
  if (products.length === 0) return ofSubjects(artifact, subjects);
  let doubt: string | undefined;
  for (const product of products) {
    const match = matchProduct(product, artifact, finding);
    if (match.is === 'yes')
      return { verdict: 'applies', reason: `The statement names ${cleanText(product.name)}.` };
    if (match.is === 'unknown') doubt ??= match.reason;
  }
  if (doubt !== undefined) return { verdict: 'unknown', reason: doubt };
  return { verdict: 'does-not', reason: 'The statement is about other products.' };
}

function ofSubjects({ digests }: ArtifactNames, subjects: readonly string[]): Application {
  if (subjects.some((subject) => digests.includes(subject)))
    return { verdict: 'applies', reason: 'The statement is attested for this artifact.' };
  return { verdict: 'unknown', reason: 'The statement names no product.' };
}

/** Names of vulnerabilities are compared without regard to case: `ghsa-…` and `GHSA-…` are one. */
function isSameVulnerability(
  statement: Pick<StatementRow, 'vulnerability' | 'aliases'>,
  { id, aliases }: FoundVulnerability,
): boolean {
  const names = new Set([id, ...aliases].map((name) => name.toLowerCase()));
  return [statement.vulnerability, ...statement.aliases].some(
    (name) => name !== '' && names.has(name.toLowerCase()),
  );
}

function matchProduct(product: ProductName, artifact: ArtifactNames, finding: FoundIn): Match {
  const { subcomponents = [] } = product;
  const asArtifact = matchArtifact(product, artifact);
  if (subcomponents.length === 0)
    return asArtifact.is === 'yes' ? yes : both(asArtifact, matchPackageAlone(product, finding));
  const inside = anyOf(subcomponents.map((part) => matchPackage(part, finding)));
  if (asArtifact.is === 'yes') return inside;
  if (asArtifact.is === 'no' || inside.is === 'no') return no;
  return asArtifact;
}

/** A product that is an image is no package, whatever its name. */
function matchPackageAlone(product: ProductName, finding: FoundIn): Match {
  return /^pkg:(?:oci|docker)\//i.test(product.purl ?? '') ? no : matchPackage(product, finding);
}

function both(asArtifact: Match, asPackage: Match): Match {
  if (asPackage.is === 'yes') return yes;
  if (asPackage.is === 'unknown' && asArtifact.is === 'no') return asPackage;
  return asArtifact.is === 'unknown' ? unknown(asArtifact.reason) : asArtifact;
}

function anyOf(matches: readonly Match[]): Match {
  return matches.find(({ is }) => is === 'yes') ?? matches.find(({ is }) => is === 'unknown') ?? no;
}
