import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { EvidenceName } from '#lib/audit/audit';

/** What can be searched. */
export type SearchKind =
  | 'package'
  | 'vulnerability'
  | 'signer'
  | 'licence'
  | 'builder'
  | 'source'
  | 'type'
  | 'annotation'
  | 'repository';

/** How the names of a kind are looked up, and where they lead. */
export type SearchTable = {
  readonly table: string;
  /** What is looked through for the text, of the row `x`. */
  readonly text: RawBuilder<string>;
  /** What tells apart entries of the same name. */
  readonly type: RawBuilder<string>;
  readonly version: RawBuilder<string>;
  /** True of entries that any manifest has. */
  readonly isUsed: RawBuilder<boolean>;
  /** The manifests that have the entry `u.id`, as rows with `manifest`. */
  readonly manifests: RawBuilder<unknown>;
  /** Which evidence an artifact must have for anything to be said; undefined where none is needed. */
  readonly evidence: EvidenceName | undefined;
};

const empty = sql<string>`''`;
const always = sql<boolean>`true`;
const name = sql<string>`x.name`;

const plain = { text: name, type: empty, version: empty, isUsed: always };

/** Each kind but repositories, which are no names in documents. */
export const searchTables: Readonly<Record<Exclude<SearchKind, 'repository'>, SearchTable>> = {
  package: {
    ...plain,
    table: 'package',
    type: sql<string>`x.type`,
    version: sql<string>`x.version`,
    manifests: sql`SELECT d.manifest FROM document d WHERE d.packages @> ARRAY[u.id]`,
    evidence: 'sbom',
  },
  vulnerability: {
    ...plain,
    table: 'vulnerability',
    manifests: sql`SELECT d.manifest FROM document d WHERE d.vulnerabilities @> ARRAY[u.id]`,
    evidence: 'report',
  },
  licence: {
    ...plain,
    table: 'licence',
    manifests: sql`SELECT d.manifest FROM document d WHERE d.licences @> ARRAY[u.id]`,
    evidence: 'sbom',
  },
  signer: {
    ...plain,
    table: 'signer',
    text: sql<string>`x.subject`,
    type: sql<string>`x.issuer`,
    manifests: sql`SELECT d.manifest FROM document d WHERE d.signer = u.id`,
    evidence: 'signature',
  },
  builder: {
    ...plain,
    table: 'term',
    isUsed: sql<boolean>`EXISTS (SELECT FROM document d WHERE d.builder = x.id)`,
    manifests: sql`SELECT d.manifest FROM document d WHERE d.builder = u.id`,
    evidence: 'provenance',
  },
  source: {
    ...plain,
    table: 'term',
    isUsed: sql<boolean>`EXISTS (SELECT FROM document d WHERE d.source = x.id)`,
    manifests: sql`SELECT d.manifest FROM document d WHERE d.source = u.id`,
    evidence: 'provenance',
  },
  type: {
    ...plain,
    table: 'term',
    isUsed: sql<boolean>`EXISTS (SELECT FROM manifest m WHERE m.artifact_type = x.id)`,
    manifests: sql`SELECT m.id AS manifest FROM manifest m WHERE m.artifact_type = u.id`,
    evidence: undefined,
  },
  annotation: {
    ...plain,
    table: 'annotation',
    text: sql<string>`(x.name || '=' || x.value)`,
    manifests: sql`SELECT m.id AS manifest FROM manifest m WHERE m.annotations @> ARRAY[u.id]`,
    evidence: undefined,
  },
};
