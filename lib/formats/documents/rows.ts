/** The parts of a document that are long lists. */
export const partNames = [
  'packages',
  'findings',
  'statements',
  'materials',
  'files',
  'relationships',
  'services',
  'licences',
  'tests',
  'checks',
  'fields',
] as const;

export type PartName = (typeof partNames)[number];

/** How grave a finding is; `none` was judged to be harmless, `unknown` was not judged. */
export const severities = ['critical', 'high', 'medium', 'low', 'negligible', 'none', 'unknown'] as const;

export type Severity = (typeof severities)[number];

/** Something that an SBOM lists; what it does not say is absent. */
export type PackageRow = {
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  /** `library`, `deb`, `npm`, `machine-learning-model`: the document's own word, else the type in its purl. */
  readonly type?: string;
  /** Licence expressions as they are declared or concluded; `NOASSERTION` is left out. */
  readonly licences: readonly string[];
  readonly supplier?: string;
  /** `sha256:…`, as many as the document holds. */
  readonly hashes?: readonly string[];
  readonly scope?: string;
  readonly cpes?: readonly string[];
  /** The name of the package within its document, which relationships refer to. */
  readonly id?: string;
  /** Where it was found: paths and layers. */
  readonly locations?: readonly string[];
  readonly description?: string;
};

/** A service that a BOM lists (CycloneDX `services`). */
export type ServiceRow = {
  readonly name: string;
  readonly version?: string;
  readonly provider?: string;
  readonly endpoints: readonly string[];
  readonly id?: string;
};

/** `from` needs, contains or describes `to`; both are names of packages within the document. */
export type RelationshipRow = { readonly from: string; readonly to: string; readonly type: string };

/** A finding of a scanner. */
export type FindingRow = {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** CVSS, 0 to 10. */
  readonly score?: number;
  /** The name of the package. */
  readonly package?: string;
  readonly version?: string;
  readonly purl?: string;
  readonly fixedIn: readonly string[];
  /** A file with a line (`src/a.c:12`), a layer, a target. */
  readonly location?: string;
  readonly title?: string;
  readonly url?: string;
  /**
   * `open`, else why it does not count: `suppressed`, `ignored`, `not_affected`, `fixed`, `false_positive`, `passed`,
   * `absent` (a baseline says that it is gone), `review`, `informational`, `not_applicable` (SARIF's kinds).
   */
  readonly state: string;
  /** Absent for a vulnerability. */
  readonly category?: 'misconfiguration' | 'secret' | 'licence' | 'code';
  /** SARIF's level, by its §3.27.9 and §3.27.10. */
  readonly level?: 'error' | 'warning' | 'note' | 'none';
  readonly description?: string;
  /** The lines of code at its location. */
  readonly snippet?: string;
  readonly tool?: string;
};

/** What somebody states about a vulnerability in a product. */
export type StatementRow = {
  readonly vulnerability: string;
  readonly aliases: readonly string[];
  readonly products: readonly ProductName[];
  readonly status: string;
  readonly justification?: string;
  readonly impact?: string;
  readonly action?: string;
  /** RFC 3339. */
  readonly timestamp?: string;
  readonly severity?: Severity;
  readonly title?: string;
};

/** A product of a statement by all the names that it goes by; with subcomponents only those are meant. */
export type ProductName = {
  /** What a person reads. */
  readonly name: string;
  readonly version?: string;
  /** The versions that are meant, where they are a range: `vers:npm/>=1.0.0|<2.0.0`. */
  readonly versions?: string;
  readonly purl?: string;
  readonly cpe?: string;
  /** `sha256:…`. */
  readonly hashes?: readonly string[];
  /** Any other identifier: an IRI, a BOM-Link, a CSAF product id. */
  readonly ids?: readonly string[];
  readonly subcomponents?: readonly ProductName[];
};

export type MaterialRow = {
  readonly uri: string;
  /** `sha1:…`, `gitCommit:…`. */
  readonly digest?: string;
  readonly name?: string;
};

export type FileRow = {
  readonly path: string;
  /** Bytes. */
  readonly size?: number;
  readonly mode?: number;
  readonly type?: 'file' | 'folder' | 'symlink' | 'hardlink' | 'device' | 'other';
  /** What a link points to. */
  readonly link?: string;
  readonly hashes?: readonly string[];
  readonly licences?: readonly string[];
};

export type LicenceRow = {
  readonly expression: string;
  readonly package?: string;
  readonly version?: string;
  readonly location?: string;
  /** The tool's own word: `restricted`, `forbidden`. */
  readonly category?: string;
};

export type TestRow = {
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'warned' | 'skipped' | 'error';
  readonly suite?: string;
  readonly message?: string;
  /** Seconds. */
  readonly duration?: number;
};

/** A check that a policy, a layout or a verification summary names. */
export type CheckRow = { readonly name: string; readonly result?: string; readonly detail?: string };

/** A value of a document that no other part holds, by its path: `invocation.parameters.ref`. */
type FieldRow = { readonly path: string; readonly value: string };

/** The row of each part. */
export type PartRows = {
  readonly packages: PackageRow;
  readonly findings: FindingRow;
  readonly statements: StatementRow;
  readonly materials: MaterialRow;
  readonly files: FileRow;
  readonly relationships: RelationshipRow;
  readonly services: ServiceRow;
  readonly licences: LicenceRow;
  readonly tests: TestRow;
  readonly checks: CheckRow;
  readonly fields: FieldRow;
};
