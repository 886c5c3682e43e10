import { countTables } from './count-tables.ts';

/**
 * The tables of the inventory, release by release: PostgreSQL from 15 on and PGlite take the same text. A list that has
 * been released is never edited; what comes later is a list of its own. Everything in them can be read again from the
 * registries.
 *
 * What a digest says never changes: manifest, child, document and the dictionaries. What a registry says does: tag,
 * referrer and standing. A signature can be attached to an old digest without any tag moving.
 */
export const inventorySchema: readonly (readonly string[])[] = [
  [
    // Named with its schema, because it may lie in another one of the database already.
    'CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public',
    `CREATE TABLE registry (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, host text NOT NULL UNIQUE, listing_at timestamptz,
      listing_after text DEFAULT '', listed_at timestamptz, notified_at timestamptz, paused_until timestamptz,
      pause_reason text)`,
    `CREATE TABLE repository (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, registry int NOT NULL REFERENCES registry, name text NOT NULL,
      named_at timestamptz NOT NULL DEFAULT now(), gone_at timestamptz, listing_at timestamptz,
      listing_after text DEFAULT '', scanned_at timestamptz, due_at timestamptz, UNIQUE (registry, name))`,
    'CREATE INDEX repository_due ON repository (due_at)',
    // The names of each page of a list of tags that is under way.
    `CREATE TABLE listing (
      repository int NOT NULL REFERENCES repository, after text NOT NULL, names text[] NOT NULL,
      PRIMARY KEY (repository, after))`,

    // Media types, formats, artifact types, builders and sources.
    'CREATE TABLE term (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE)',
    'CREATE INDEX term_part ON term USING gin (name public.gin_trgm_ops)',
    `CREATE TABLE package (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, type text NOT NULL, version text NOT NULL,
      UNIQUE (name, type, version))`,
    'CREATE INDEX package_part ON package USING gin (name public.gin_trgm_ops)',
    `CREATE TABLE vulnerability (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE, severity smallint NOT NULL DEFAULT 6)`,
    'CREATE INDEX vulnerability_part ON vulnerability USING gin (name public.gin_trgm_ops)',
    'CREATE TABLE licence (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE)',
    `CREATE TABLE signer (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, subject text NOT NULL, issuer text NOT NULL,
      UNIQUE (subject, issuer))`,
    'CREATE INDEX signer_part ON signer USING gin (subject public.gin_trgm_ops)',
    `CREATE TABLE annotation (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, value text NOT NULL, UNIQUE (name, value))`,

    // A digest is its algorithm in one byte (0x12 sha256, 0x13 sha512, 0x00 another) and the bytes of its hash.
    `CREATE TABLE manifest (
      id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, digest bytea NOT NULL UNIQUE, kind smallint NOT NULL,
      rank smallint NOT NULL, read_with smallint, media_type int REFERENCES term, format int REFERENCES term,
      artifact_type int REFERENCES term, size bigint, content_size bigint, created timestamptz, annotations int[],
      known_at timestamptz NOT NULL DEFAULT now())`,
    'CREATE INDEX manifest_artifact_type ON manifest (artifact_type) WHERE artifact_type IS NOT NULL',
    'CREATE INDEX manifest_annotations ON manifest USING gin (annotations) WHERE annotations IS NOT NULL',
    `CREATE TABLE child (
      parent int NOT NULL REFERENCES manifest ON DELETE CASCADE, manifest int NOT NULL REFERENCES manifest,
      platform text, PRIMARY KEY (parent, manifest))`,
    'CREATE INDEX child_of ON child (manifest)',
    // Lists as sorted arrays under an index of their own: a row for each package would take six times the room.
    `CREATE TABLE document (
      manifest int NOT NULL REFERENCES manifest ON DELETE CASCADE, place smallint NOT NULL, kind smallint NOT NULL,
      format int REFERENCES term, title text NOT NULL, packages int[], vulnerabilities int[], licences int[],
      signer int REFERENCES signer, builder int REFERENCES term, source int REFERENCES term, unread text,
      PRIMARY KEY (manifest, place))`,
    'CREATE INDEX document_packages ON document USING gin (packages) WHERE packages IS NOT NULL',
    'CREATE INDEX document_vulnerabilities ON document USING gin (vulnerabilities) WHERE vulnerabilities IS NOT NULL',
    'CREATE INDEX document_licences ON document USING gin (licences) WHERE licences IS NOT NULL',
    'CREATE INDEX document_signer ON document (signer) WHERE signer IS NOT NULL',
    'CREATE INDEX document_builder ON document (builder) WHERE builder IS NOT NULL',
    'CREATE INDEX document_unread ON document (manifest) WHERE unread IS NOT NULL',
    'CREATE INDEX document_source ON document (source) WHERE source IS NOT NULL',

    // Without a manifest: nobody could tell to what the tag points. The column `previous` has what it pointed to before.
    `CREATE TABLE tag (
      repository int NOT NULL REFERENCES repository, name text NOT NULL, manifest int REFERENCES manifest,
      previous int, changed_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (repository, name))`,
    'CREATE INDEX tag_manifest ON tag (manifest)',
    'CREATE INDEX tag_artifact ON tag (repository, manifest)',
    `CREATE TABLE referrer (
      repository int NOT NULL REFERENCES repository, subject int NOT NULL REFERENCES manifest,
      manifest int NOT NULL REFERENCES manifest, sources smallint NOT NULL, PRIMARY KEY (repository, subject, manifest))`,
    'CREATE INDEX referrer_manifest ON referrer (manifest)',
    // What was known last of each kind, and of open critical findings, stands in `known` while a state is unknown again.
    // The state of each kind of evidence: 0 unknown, 1 none, 2 present, 3 valid, 4 matches, 5 failed, 6 cannot be checked.
    `CREATE TABLE standing (
      repository int NOT NULL REFERENCES repository, manifest int NOT NULL REFERENCES manifest,
      signature smallint NOT NULL DEFAULT 0, provenance smallint NOT NULL DEFAULT 0, sbom smallint NOT NULL DEFAULT 0,
      vex smallint NOT NULL DEFAULT 0, report smallint NOT NULL DEFAULT 0, known smallint[],
      reasons jsonb, critical int, high int,
      asked_at timestamptz, due_at timestamptz, PRIMARY KEY (repository, manifest))`,
    'CREATE INDEX standing_due ON standing (due_at)',
    'CREATE INDEX standing_manifest ON standing (manifest)',

    `CREATE TABLE standing_change (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(),
      repository int NOT NULL REFERENCES repository, manifest int NOT NULL REFERENCES manifest,
      evidence smallint NOT NULL, before smallint NOT NULL, after smallint NOT NULL)`,
    'CREATE INDEX standing_change_at ON standing_change (at)',
    // How many artifacts with a tag were in which state: for each kind of evidence seven counts, in the order of the states.
    `CREATE TABLE coverage_day (
      repository int NOT NULL REFERENCES repository, day date NOT NULL, artifacts int NOT NULL, states int[] NOT NULL,
      critical int NOT NULL, high int NOT NULL, PRIMARY KEY (repository, day))`,
    `CREATE TABLE failure (
      registry int NOT NULL REFERENCES registry, repository text NOT NULL, digest text NOT NULL, reason text NOT NULL,
      code text NOT NULL, times int NOT NULL DEFAULT 1, at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (registry, repository, digest))`,
  ],
  [
    // What an audit says of an artifact, its verdict aside; null: it was not kept, or is too long. Its reasons are in it.
    'ALTER TABLE standing ADD COLUMN evidence json',
    'ALTER TABLE standing DROP COLUMN reasons',
    'UPDATE standing SET due_at = now() WHERE due_at IS NOT NULL',
  ],
  // From when on a registry may be asked again; after a crash of the database it begins anew.
  ['CREATE UNLOGGED TABLE pace (host text PRIMARY KEY, next_at timestamptz NOT NULL)'],
  countTables,
  ['CREATE INDEX tag_moved ON tag (changed_at) WHERE previous IS NOT NULL'],
  [
    // The days on which repositories were counted; one without a row of the day was as in its last row.
    'CREATE TABLE counted_day (day date PRIMARY KEY)',
    'INSERT INTO counted_day SELECT DISTINCT day FROM coverage_day',
  ],
  [
    'ALTER TABLE repository_count ADD COLUMN unseen int NOT NULL DEFAULT 0, ADD COLUMN undetermined int NOT NULL DEFAULT 0',
    'INSERT INTO stale_count SELECT id FROM repository',
    // Of the kinds whose content is a document: those that an older release has read, or none.
    'CREATE INDEX manifest_read_with ON manifest ((coalesce(read_with, 0)), id) WHERE kind IN (3, 4, 5, 6, 7, 8, 9)',
  ],
  // Looks in a row that left something unknown.
  ['ALTER TABLE standing ADD COLUMN unknown_times smallint NOT NULL DEFAULT 0'],
  ['ALTER TABLE pace ADD COLUMN taken bigint NOT NULL DEFAULT 0'],
];
