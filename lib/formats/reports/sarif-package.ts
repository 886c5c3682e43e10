import { given } from '#lib/formats/documents/given';
import type { FindingRow } from '#lib/formats/documents/rows';
import { at, listAt, textAt } from '#lib/formats/json/json-path';

/** The package that a finding is about. */
type FoundIn = Partial<Pick<FindingRow, 'package' | 'version' | 'purl' | 'category'>> & {
  readonly fixedIn: readonly string[];
};

/**
 * The package of a result. SARIF has no place for it; scanners of images write it as lines of text (Trivy, Grype) or as
 * properties of the rule (Docker Scout), and tell secrets and failed checks by the name of the rule (Trivy).
 */
export function packageOfResult(rule: unknown, message: string | undefined): FoundIn {
  const texts = [message ?? '', textAt(rule, 'help', 'text') ?? ''];
  const properties = at(rule, 'properties');
  const purls = listAt(properties, 'purls').filter((purl) => typeof purl === 'string');
  const fixed =
    lineOf(texts, /^Fix(?:ed)? Version:[ \t]*(.{1,200})$/m) ?? textAt(properties, 'fixed_version');
  return given<FoundIn>({
    package: lineOf(texts, /^Package:[ \t]*(.{1,200})$/m) ?? nameOfPurl(purls[0]),
    version: lineOf(texts, /^(?:Installed )?Version:[ \t]*(.{1,200})$/m) ?? versionOfPurl(purls[0]),
    purl: purls[0],
    fixedIn: (fixed ?? '')
      .split(/[,;] */)
      .map((version) => version.trim())
      .filter((version) => version !== '' && version !== 'not fixed'),
    category: categoryOf(rule),
  });
}

/** What a line of some text says, the first that matches. */
function lineOf(texts: readonly string[], pattern: RegExp): string | undefined {
  for (const text of texts) {
    const found = pattern.exec(text.slice(0, 4000))?.[1]?.trim();
    if (found !== undefined && found !== '') return found;
  }
  return undefined;
}

const categories: Readonly<Record<string, FindingRow['category']>> = {
  OsPackageVulnerability: undefined,
  LanguageSpecificPackageVulnerability: undefined,
  Misconfiguration: 'misconfiguration',
  Secret: 'secret',
  License: 'licence',
};

const vulnerabilityId = /^(?:CVE-\d|GHSA-|RHSA-|DSA-|ALAS|ELSA-|SNYK-|OSV-|GO-\d|RUSTSEC-|PYSEC-)/i;

function categoryOf(rule: unknown): FindingRow['category'] {
  const name = textAt(rule, 'name') ?? '';
  if (Object.hasOwn(categories, name)) return categories[name];
  return vulnerabilityId.test(textAt(rule, 'id') ?? '') ? undefined : 'code';
}

function nameOfPurl(purl: string | undefined): string | undefined {
  return purl?.split(/[@?#]/, 1)[0]?.split('/').at(-1);
}

function versionOfPurl(purl: string | undefined): string | undefined {
  return /.@([^@?#]{1,200})/.exec(purl ?? '')?.[1];
}
