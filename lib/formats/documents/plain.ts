import type { Context, Document } from './document.ts';
import { readGrype, readHarborReport, readSarif, readTrivy } from './reports.ts';
import { readCycloneDx, readSpdx2, readSpdx3, readSyft } from './sboms.ts';
import { readCsaf, readOpenVex } from './vex.ts';

const readers: readonly ((value: unknown, context: Context) => Document | undefined)[] = [
  readSpdx2,
  readSpdx3,
  readCycloneDx,
  readOpenVex,
  readCsaf,
  readSarif,
  readTrivy,
  readHarborReport,
  readSyft,
  readGrype,
];

/** A JSON document that is wrapped in nothing, by what it says of itself. */
export function readPlain(value: unknown, context: Context): Document | undefined {
  for (const read of readers) {
    const document = read(value, context);
    if (document !== undefined) return document;
  }
  return undefined;
}
