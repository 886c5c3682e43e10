import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import type { Same } from '#lib/api/contract/same';
import type { PartRows } from '#lib/formats/documents/rows';
import { partNames, severities } from '#lib/formats/documents/rows';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
import { kinds } from '#lib/oci/kind';

const text = z.exactOptional(z.string());
const number = z.exactOptional(z.number());
const texts = z.array(z.string());
const count = z.number();
const counts = <Name extends string>(names: readonly Name[]) => z.record(z.enum(names), count);

const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  identities: texts,
  notBefore: text,
  notAfter: text,
  extensions: z.record(z.string(), z.string()),
  serialNumber: text,
  publicKey: text,
});

/** What a person asks of a document first, by what it is `of`. What is absent is not said by the document; 0 is. */
export const summarySchema = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('sbom'),
    packages: count,
    services: number,
    files: number,
    licences: z.array(z.object({ expression: z.string(), count })),
    relationships: number,
    tools: texts,
    created: text,
    describes: z.exactOptional(z.object({ name: z.string(), version: text, id: text })),
    vulnerabilities: number,
    types: z.exactOptional(z.array(z.object({ type: z.string(), count }))),
    authors: z.exactOptional(texts),
    supplier: text,
    lacking: z.exactOptional(
      z.object({ version: count, licence: count, supplier: count, hash: count, identifier: count }),
    ),
  }),
  z.object({
    of: z.literal('report'),
    findings: count,
    bySeverity: counts(severities),
    fixable: number,
    suppressed: number,
    misconfigurations: z.exactOptional(z.object({ failed: count, passed: count })),
    secrets: number,
    licenceIssues: number,
    byLevel: z.exactOptional(z.object({ error: count, warning: count, note: count, none: count })),
    tools: texts,
    scannedAt: text,
    target: text,
    packages: number,
    failedRuns: z.exactOptional(texts),
  }),
  z.object({
    of: z.literal('vex'),
    statements: count,
    byStatus: z.object({ not_affected: count, affected: count, fixed: count, under_investigation: count }),
    vulnerabilities: count,
    author: text,
    timestamp: text,
    products: number,
    profile: text,
    title: text,
    severity: text,
    status: text,
  }),
  z.object({
    of: z.literal('provenance'),
    builder: text,
    buildType: text,
    source: z.exactOptional(z.object({ uri: z.string(), digest: text, ref: text })),
    entryPoint: text,
    invocation: text,
    startedOn: text,
    finishedOn: text,
    materials: number,
    parameters: number,
    texts: z.exactOptional(z.array(z.object({ name: z.string(), text: z.string() }))),
    reproducible: z.exactOptional(z.boolean()),
    platform: text,
  }),
  z.object({
    of: z.literal('signature'),
    form: z.string(),
    keyId: text,
    certificate: z.exactOptional(certificate),
    chain: z.exactOptional(z.array(certificate)),
    logEntries: z.array(z.object({ log: text, index: text, integratedAt: text })),
    timestamps: texts,
    payload: z.record(z.string(), z.string()),
    algorithm: text,
    signatures: number,
  }),
  z.object({
    of: z.literal('tests'),
    result: text,
    passed: count,
    failed: count,
    warned: number,
    skipped: number,
    suites: number,
    startedAt: text,
    duration: number,
    url: text,
  }),
  z.object({
    of: z.literal('chart'),
    name: text,
    version: text,
    appVersion: text,
    description: text,
    type: text,
    dependencies: z.array(z.object({ name: z.string(), version: text, repository: text })),
    maintainers: z.exactOptional(texts),
  }),
  z.object({
    of: z.literal('image'),
    platform: text,
    created: text,
    layers: number,
    user: text,
    entrypoint: z.exactOptional(texts),
    command: z.exactOptional(texts),
  }),
  z.object({
    of: z.literal('model'),
    name: text,
    version: text,
    family: text,
    architecture: text,
    parameters: text,
    quantization: text,
    licences: z.exactOptional(texts),
  }),
  z.object({ of: z.literal('module'), imports: texts, exports: texts }),
  z.object({ of: z.literal('facts'), facts: z.array(z.object({ name: z.string(), value: z.string() })) }),
]);

/** `GET /api/document/rows`: a page of the rows of one part that fit, `next` asks for the page after it. */
export const rowsSchema = z.object({
  /** Rows that fit. */
  total: z.number(),
  /** Rows there are. */
  of: z.number(),
  /** False while the document is still being read: then both numbers grow. */
  isComplete: z.boolean(),
  /** How many of all rows have each value, for the columns that filters are made of: severity, licence, type, status. */
  facets: z.exactOptional(z.record(z.string(), z.record(z.string(), z.number()))),
  rows: z.array(z.record(z.string(), z.unknown())),
  /** With `path`: ids from what is described to the package; the rows are the packages on these paths. */
  paths: z.exactOptional(z.array(z.array(z.string()))),
  /** Why there are no more rows than these: a sentence. */
  problem: text,
  next: text,
});

/** `GET /api/document`: one entry for every document, also where one file holds several. */
export const documentsSchema = z.object({
  about: digestSchema,
  reference: z.string(),
  documents: z.array(
    z.object({
      blob: z.object({ digest: digestSchema, size: z.number(), mediaType: z.string(), name: text }),
      /** The place of the document within its blob, for `part` of the rows: 0 for the first. */
      index: z.number(),
      envelope: texts,
      kind: z.enum(kinds),
      format: z.string(),
      version: text,
      title: z.string(),
      isWhole: z.boolean(),
      /** How much was read, and why not all. */
      partly: text,
      summary: z.exactOptional(summarySchema),
      /** The summary is not whole yet, as somebody has asked not to wait for it. */
      isCounting: z.exactOptional(z.literal(true)),
      /** With it: its first packages. */
      firstRows: z.exactOptional(rowsSchema),
      /** The claims of its envelope, when the document itself is no signature. */
      signature: z.exactOptional(summarySchema),
      subjects: z.array(z.object({ name: text, digest: text, isAbout: z.exactOptional(z.boolean()) })),
      /** What can be asked of `GET /api/document/rows`. */
      parts: z.array(z.object({ name: z.enum(partNames), count: number })),
      problems: texts,
    }),
  ),
});

const severity = z.enum(severities);
const product = z.object({
  name: z.string(),
  version: text,
  versions: text,
  purl: text,
  cpe: text,
  hashes: z.exactOptional(texts),
  ids: z.exactOptional(texts),
});

/** A row of each part. */
export const partRowSchemas = {
  packages: z.object({
    name: z.string(),
    version: text,
    purl: text,
    type: text,
    licences: texts,
    supplier: text,
    hashes: z.exactOptional(texts),
    scope: text,
    cpes: z.exactOptional(texts),
    id: text,
    locations: z.exactOptional(texts),
    description: text,
  }),
  findings: z.object({
    id: z.string(),
    aliases: texts,
    severity,
    score: number,
    package: text,
    version: text,
    purl: text,
    fixedIn: texts,
    location: text,
    title: text,
    url: text,
    state: z.string(),
    category: z.exactOptional(z.enum(['misconfiguration', 'secret', 'licence', 'code'])),
    level: z.exactOptional(z.enum(['error', 'warning', 'note', 'none'])),
    description: text,
    snippet: text,
    tool: text,
  }),
  statements: z.object({
    vulnerability: z.string(),
    aliases: texts,
    products: z.array(z.extend(product, { subcomponents: z.exactOptional(z.array(product)) })),
    status: z.string(),
    justification: text,
    impact: text,
    action: text,
    timestamp: text,
    severity: z.exactOptional(severity),
    title: text,
  }),
  materials: z.object({ uri: z.string(), digest: text, name: text }),
  files: z.object({
    path: z.string(),
    size: number,
    mode: number,
    type: z.exactOptional(z.enum(['file', 'folder', 'symlink', 'hardlink', 'device', 'other'])),
    link: text,
    hashes: z.exactOptional(texts),
    licences: z.exactOptional(texts),
  }),
  relationships: z.object({ from: z.string(), to: z.string(), type: z.string() }),
  services: z.object({
    name: z.string(),
    version: text,
    provider: text,
    endpoints: texts,
    id: text,
  }),
  licences: z.object({
    expression: z.string(),
    package: text,
    version: text,
    location: text,
    category: text,
  }),
  tests: z.object({
    name: z.string(),
    result: z.enum(['passed', 'failed', 'warned', 'skipped', 'error']),
    suite: text,
    message: text,
    duration: number,
  }),
  checks: z.object({ name: z.string(), result: text, detail: text }),
  fields: z.object({ path: z.string(), value: z.string() }),
} as const;

type Row<Name extends keyof PartRows> = z.infer<(typeof partRowSchemas)[Name]>;

true satisfies Same<z.infer<typeof summarySchema>, DocumentSummary>;
true satisfies Same<Row<'packages'>, PartRows['packages']>;
true satisfies Same<Row<'findings'>, PartRows['findings']>;
true satisfies Same<Row<'materials'>, PartRows['materials']>;
true satisfies Same<Row<'files'>, PartRows['files']>;
true satisfies Same<Row<'relationships'>, PartRows['relationships']>;
true satisfies Same<Row<'services'>, PartRows['services']>;
true satisfies Same<Row<'licences'>, PartRows['licences']>;
true satisfies Same<Row<'tests'>, PartRows['tests']>;
true satisfies Same<Row<'checks'>, PartRows['checks']>;
true satisfies Same<Row<'fields'>, PartRows['fields']>;

type Documents = z.infer<typeof documentsSchema>;
export type DocumentEntry = Documents['documents'][number];
export type RowsPage = z.infer<typeof rowsSchema>;
