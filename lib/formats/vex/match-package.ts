import type { FindingRow, ProductName } from '#lib/formats/documents/rows';
import { cleanText } from '#lib/text/untrusted-text';
import type { PackageUrl } from './package-url.ts';
import { nameOfPurl, parsePurl } from './package-url.ts';
import { isInRange } from './version-range.ts';

/** Whether two names mean the same thing, with a sentence where that cannot be told. */
export type Match = { readonly is: 'yes' | 'no' } | { readonly is: 'unknown'; readonly reason: string };

export const yes: Match = { is: 'yes' };
export const no: Match = { is: 'no' };

export function unknown(reason: string): Match {
  return { is: 'unknown', reason };
}

/** The package in which something was found. */
export type FoundIn = Pick<FindingRow, 'package' | 'version' | 'purl'>;

/** Whether a product of a statement is the package of a finding. */
export function matchPackage(product: ProductName, found: FoundIn): Match {
  if (found.package === undefined && found.purl === undefined)
    return unknown('The report does not say in which package it was found.');
  const meant = product.purl === undefined ? undefined : parsePurl(product.purl);
  const actual = found.purl === undefined ? undefined : parsePurl(found.purl);
  if (meant !== undefined && actual !== undefined) return matchPurls(meant, actual, product);
  if (product.purl === undefined && product.cpe !== undefined && product.version === undefined)
    return unknown('The statement names its product by a CPE, and the report does not.');
  return matchNames(product, found);
}

/**
 * Package URLs match where all that the statement says is so: without a version all versions are meant, and qualifiers
 * narrow (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#product-matching).
 */
export function matchPurls(meant: PackageUrl, actual: PackageUrl, product: ProductName): Match {
  if (meant.type !== actual.type || meant.name !== actual.name) return no;
  if ((meant.namespace ?? '') !== (actual.namespace ?? '')) return no;
  if (meant.subpath !== undefined && meant.subpath !== actual.subpath) return no;
  const version = matchVersions(meant.version ?? product.version, product.versions, actual.version);
  if (version.is === 'no') return no;
  const doubts: string[] = [];
  for (const [key, value] of meant.qualifiers) {
    const other = actual.qualifiers.get(key);
    if (other === undefined && !isImplied(key, value, actual)) doubts.push(key);
    else if (other !== undefined && other !== value) return no;
  }
  if (version.is === 'unknown' || doubts.length === 0) return version;
  return unknown(
    `The statement is for one ${cleanText(doubts[0] ?? '')} of the package, which the report does not name.`,
  );
}

// What a tool leaves out because it says nothing new.
function isImplied(key: string, value: string, actual: PackageUrl): boolean {
  if (key === 'epoch') return value === '0' || actual.version?.startsWith(`${value}:`) === true;
  return key === 'type' || key === 'package-id' || key === 'upstream';
}

/** Whether the version of something is one that a statement means. */
function matchVersions(
  version: string | undefined,
  versions: string | undefined,
  actual: string | undefined,
): Match {
  if (version === undefined && versions === undefined) return yes;
  if (actual === undefined) return unknown('The report does not say which version it found.');
  if (version !== undefined) return version === actual ? yes : no;
  const isIn = isInRange(actual, versions ?? '');
  if (isIn === undefined)
    return unknown(
      `It cannot be told whether ${cleanText(actual)} lies in the range ${cleanText(versions ?? '')}.`,
    );
  return isIn ? yes : no;
}

/** A name alone may be that of another package: only with the same version it is taken for the same. */
function matchNames(product: ProductName, found: FoundIn): Match {
  const purl = product.purl === undefined ? undefined : parsePurl(product.purl);
  const names = [product.name, purl?.name, product.purl === undefined ? undefined : nameOfPurl(product.purl)];
  const actual = found.package ?? (found.purl === undefined ? undefined : nameOfPurl(found.purl));
  if (actual === undefined || !names.some((name) => isSameName(name, actual))) return no;
  const version = purl?.version ?? product.version;
  if (version === undefined && product.versions === undefined)
    return unknown(
      `Another package may have the name ${cleanText(actual)} too, and the statement gives no version.`,
    );
  return matchVersions(version, product.versions, found.version);
}

function isSameName(name: string | undefined, actual: string): boolean {
  return name !== undefined && name.toLowerCase() === actual.toLowerCase();
}
