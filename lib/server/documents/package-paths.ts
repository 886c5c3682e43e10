import { dependencyPaths } from '#lib/formats/documents/dependency-paths';
import type { DocumentReading } from '#lib/formats/documents/document';
import type { PackageRow } from '#lib/formats/documents/rows';

/** How what a document describes comes to need one of its packages. */
export type PackagePaths = {
  /** Ids from what is described to the package; empty when no relationship leads to it. */
  readonly paths: readonly (readonly string[])[];
  /** The packages on these paths. */
  readonly packages: readonly PackageRow[];
};

/** The shortest paths to the package with this id; costs two passes over the document. */
export function findPackagePaths({ rows = {}, summary }: DocumentReading, target: string): PackagePaths {
  const root = rootOf(summary);
  const paths = root === undefined ? [] : dependencyPaths(rows.relationships?.() ?? [], root, target);
  const named = new Set(paths.flat());
  const packages: PackageRow[] = [];
  for (const row of rows.packages?.() ?? []) {
    if (named.size === packages.length) break;
    if (row.id !== undefined && named.has(row.id)) packages.push(row);
  }
  return { paths, packages };
}

function rootOf(summary: DocumentReading['summary']): string | undefined {
  const told = summary?.();
  return told?.of === 'sbom' ? told.describes?.id : undefined;
}
