import { sql } from 'kysely';
import { inSlices } from '#lib/async/slices';
import type { Severity } from '#lib/formats/documents/rows';
import { severityCodes } from './codes.ts';
import type { Dictionary } from './dictionary.ts';
import { createDictionary } from './dictionary.ts';
import type { DocumentRecord, PackageName } from './document-record.ts';
import { storeLimits } from './limits.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';

/** The names that documents and manifests share. */
export type Dictionaries = {
  readonly terms: Dictionary<string>;
  readonly packages: Dictionary<PackageName>;
  readonly vulnerabilities: Dictionary<string>;
  readonly licences: Dictionary<string>;
  readonly signers: Dictionary<NonNullable<DocumentRecord['signer']>>;
  readonly annotations: Dictionary<readonly [name: string, value: string]>;
};

/** The dictionaries of one database, without anything remembered yet. */
export function createDictionaries(): Dictionaries {
  const { nameMaxCharacters, shortMaxCharacters, termMaxCharacters } = storeLimits;
  const name = { name: 'name', of: (text: string) => text };
  return {
    terms: createDictionary('term', [{ ...name, max: termMaxCharacters }]),
    licences: createDictionary('licence', [{ ...name, max: termMaxCharacters }]),
    vulnerabilities: createDictionary('vulnerability', [{ ...name, max: shortMaxCharacters }]),
    packages: createDictionary<PackageName>('package', [
      { name: 'name', max: nameMaxCharacters, of: (one) => one.name },
      { name: 'type', max: shortMaxCharacters, of: (one) => one.type },
      { name: 'version', max: shortMaxCharacters, of: (one) => one.version },
    ]),
    signers: createDictionary<NonNullable<DocumentRecord['signer']>>('signer', [
      { name: 'subject', max: nameMaxCharacters, of: (one) => one.subject },
      { name: 'issuer', max: shortMaxCharacters, of: (one) => one.issuer },
    ]),
    annotations: createDictionary<readonly [string, string]>('annotation', [
      { name: 'name', max: shortMaxCharacters, of: ([one]) => one },
      { name: 'value', max: nameMaxCharacters, of: ([, value]) => value },
    ]),
  };
}

/** Keeps the gravest severity that any document gave to a vulnerability: each number with what this one gives it. */
export async function raiseSeverities(
  database: InventoryDatabase,
  given: readonly (readonly [id: number, severity: Severity])[],
): Promise<void> {
  for await (const some of inSlices(given, storeLimits.namesAtOnce)) {
    const codes = some.map(([, severity]) => severityCodes[severity]);
    await sql`WITH graver AS (
        SELECT v.id, min(u.severity) AS severity FROM vulnerability v
        JOIN unnest(${some.map(([id]) => id)}::int[], ${codes}::smallint[]) AS u(id, severity) ON u.id = v.id
        WHERE u.severity < v.severity GROUP BY v.id),
      locked AS (SELECT id FROM vulnerability WHERE id IN (SELECT id FROM graver) ORDER BY id FOR UPDATE)
      UPDATE vulnerability v SET severity = graver.severity FROM graver, locked
      WHERE v.id = graver.id AND locked.id = v.id`.execute(database);
  }
}
