import type { PackageRow } from '#lib/formats/documents/rows';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';

/**
 * The findings of a package: those with its purl, whatever qualifiers and subpath stand behind it, or else with its name
 * and version. A finding that names neither purl nor version is of no package in particular.
 */
export function findingsOfPackage(
  { name, version, purl }: PackageRow,
  findings: readonly JoinedFinding[],
): readonly JoinedFinding[] {
  return findings.filter((finding) => {
    const of = finding.package;
    if (of === undefined) return false;
    if (purl !== undefined && of.purl !== undefined) return bare(purl) === bare(of.purl);
    return of.version !== undefined && of.name === name && of.version === version;
  });
}

function bare(purl: string): string {
  return purl.replace(/[?#].*$/s, '');
}
