import type { SbomSummary } from '#lib/formats/documents/summaries';
import { cleanText } from '#lib/text/untrusted-text';

/** A minimum element of an SBOM, and how much of it is there. */
type MinimumElement = {
  readonly name: string;
  readonly text: string;
  readonly isComplete: boolean;
  /** The value of the column `lacks` that finds the packages without it. */
  readonly lacks?: string;
};

const ofPackages = {
  version: 'Version',
  supplier: 'Supplier name',
  identifier: 'Other unique identifiers',
  licence: 'Licence (recommended)',
  hash: 'Hash (recommended)',
} as const satisfies Record<keyof NonNullable<SbomSummary['lacking']>, string>;

const columns = ['version', 'supplier', 'identifier', 'licence', 'hash'] as const;

/**
 * The minimum elements (https://www.ntia.gov/report/2021/minimum-elements-software-bill-materials-sbom) and the two that
 * it recommends, each with what this SBOM says of it.
 */
export function lackingElements(summary: SbomSummary): readonly MinimumElement[] {
  const { lacking, packages, relationships, created, authors = [], tools } = summary;
  const makers = [...authors, ...tools];
  return [
    ...(lacking === undefined ? [] : columns.map((column) => ofPackage(column, lacking[column], packages))),
    relationships === undefined || relationships === 0
      ? { name: 'Dependency relationships', text: 'none', isComplete: false }
      : {
          name: 'Dependency relationships',
          text: relationships.toLocaleString('en'),
          isComplete: true,
        },
    said(
      'Author of the SBOM',
      makers.length === 0 ? undefined : makers.map((name) => cleanText(name)).join(', '),
    ),
    said('Timestamp', created === undefined ? undefined : cleanText(created, 40)),
  ];
}

function ofPackage(column: keyof typeof ofPackages, missing: number, packages: number): MinimumElement {
  const name = ofPackages[column];
  if (missing === 0) return { name, text: 'of every package', isComplete: true };
  const of =
    missing === packages
      ? 'missing in every package'
      : `missing in ${missing.toLocaleString('en')} of ${packages.toLocaleString('en')} packages`;
  return { name, text: of, isComplete: false, lacks: column };
}

function said(name: string, text: string | undefined): MinimumElement {
  return { name, text: text ?? 'not stated', isComplete: text !== undefined };
}
