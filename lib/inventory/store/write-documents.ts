import { sql } from 'kysely';
import type { Digest } from '#lib/oci/digest';
import { kindCodes } from './codes.ts';
import type { Dictionaries } from './dictionaries.ts';
import { raiseSeverities } from './dictionaries.ts';
import { cutTo, toIdSet } from './dictionary.ts';
import { toDigestCode } from './digest-code.ts';
import type { DocumentRecord } from './document-record.ts';
import { storeLimits } from './limits.ts';
import { nameManifests } from './places.ts';
import type { InventoryDatabase } from './prepare-inventory.ts';
import { queryRows } from './query-rows.ts';

/** Writes what a manifest says in its documents; what a later version of the readers has read stays. */
export async function putDocuments(
  database: InventoryDatabase,
  dictionaries: Dictionaries,
  digest: Digest,
  documents: readonly DocumentRecord[],
  readWith: number,
): Promise<void> {
  const rows: DocumentRow[] = [];
  for (const document of documents) rows.push(await toRow(database, dictionaries, document));
  await database.transaction().execute(async (transaction) => {
    await nameManifests(transaction, [digest]);
    const [manifest] = await queryRows(
      transaction,
      sql<{ id: number }>`UPDATE manifest SET read_with = ${readWith}
        WHERE digest = decode(${toDigestCode(digest)}, 'hex') AND (read_with IS NULL OR read_with <= ${readWith})
        RETURNING id`,
    );
    if (manifest === undefined) return;
    await sql`DELETE FROM document WHERE manifest = ${manifest.id}`.execute(transaction);
    for (const [place, row] of rows.entries()) {
      await sql`INSERT INTO document (manifest, place, kind, format, title, packages, vulnerabilities, licences,
          signer, builder, source, unread)
        VALUES (${manifest.id}, ${place}, ${row.kind}, ${row.format}, ${row.title}, ${row.packages}::int[],
          ${row.vulnerabilities}::int[], ${row.licences}::int[], ${row.signer}, ${row.builder}, ${row.source},
          ${row.unread})`.execute(transaction);
    }
  });
}

type DocumentRow = {
  readonly kind: number;
  readonly format: number | null;
  readonly title: string;
  readonly packages: readonly number[] | null;
  readonly vulnerabilities: readonly number[] | null;
  readonly licences: readonly number[] | null;
  readonly signer: number | null;
  readonly builder: number | null;
  readonly source: number | null;
  readonly unread: string | null;
};

async function toRow(
  database: InventoryDatabase,
  dictionaries: Dictionaries,
  document: DocumentRecord,
): Promise<DocumentRow> {
  const { packages, licences, signer, vulnerabilities, unread } = document;
  const term = async (text: string | undefined) =>
    text === undefined ? null : ((await dictionaries.terms.idsOf(database, [text]))[0] ?? null);
  return {
    kind: kindCodes[document.kind],
    format: await term(document.format),
    title: cutTo(document.title, storeLimits.titleMaxCharacters),
    packages: packages === undefined ? null : toIdSet(await dictionaries.packages.idsOf(database, packages)),
    vulnerabilities:
      vulnerabilities === undefined ? null : await vulnerabilityIds(database, dictionaries, vulnerabilities),
    licences: licences === undefined ? null : toIdSet(await dictionaries.licences.idsOf(database, licences)),
    signer: signer === undefined ? null : ((await dictionaries.signers.idsOf(database, [signer]))[0] ?? null),
    builder: await term(document.builder),
    source: await term(document.source),
    unread: unread === undefined ? null : cutTo(unread, storeLimits.reasonMaxCharacters),
  };
}

async function vulnerabilityIds(
  database: InventoryDatabase,
  dictionaries: Dictionaries,
  found: NonNullable<DocumentRecord['vulnerabilities']>,
): Promise<readonly number[]> {
  const ids = await dictionaries.vulnerabilities.idsOf(
    database,
    found.map(({ id }) => id),
  );
  await raiseSeverities(
    database,
    found.map(({ severity }, place) => [ids[place] ?? 0, severity]),
  );
  return toIdSet(ids);
}
