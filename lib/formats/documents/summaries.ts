import type { Severity } from './rows.ts';

// Everywhere: what is absent is not said by the document, and 0 is what it says.

type ExpressionCount = { readonly expression: string; readonly count: number };

export type SbomSummary = {
  readonly packages: number;
  readonly services?: number;
  readonly files?: number;
  /** Most frequent first. */
  readonly licences: readonly ExpressionCount[];
  readonly relationships?: number;
  readonly tools: readonly string[];
  /** RFC 3339. */
  readonly created?: string;
  /** `id` is its name within the document, which relationships refer to. */
  readonly describes?: { readonly name: string; readonly version?: string; readonly id?: string };
  readonly vulnerabilities?: number;
  /** Packages by their type, most frequent first; devices, models and data are counted as what they are. */
  readonly types?: readonly { readonly type: string; readonly count: number }[];
  readonly authors?: readonly string[];
  readonly supplier?: string;
  /** How many packages lack a minimum element of an SBOM (NTIA). */
  readonly lacking?: {
    readonly version: number;
    readonly licence: number;
    readonly supplier: number;
    readonly hash: number;
    readonly identifier: number;
  };
};

export type ReportSummary = {
  /** Open ones: no suppressed, passed or excused finding counts. */
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly fixable?: number;
  readonly suppressed?: number;
  readonly misconfigurations?: { readonly failed: number; readonly passed: number };
  readonly secrets?: number;
  readonly licenceIssues?: number;
  readonly byLevel?: {
    readonly error: number;
    readonly warning: number;
    readonly note: number;
    readonly none: number;
  };
  readonly tools: readonly string[];
  /** RFC 3339. */
  readonly scannedAt?: string;
  readonly target?: string;
  /** Packages that the scanner looked at. */
  readonly packages?: number;
  /** Runs of the tool that failed: what they would have found is unknown. */
  readonly failedRuns?: readonly string[];
};

export type VexSummary = {
  readonly statements: number;
  readonly byStatus: {
    readonly not_affected: number;
    readonly affected: number;
    readonly fixed: number;
    readonly under_investigation: number;
  };
  readonly vulnerabilities: number;
  readonly author?: string;
  readonly timestamp?: string;
  readonly products?: number;
  /** CSAF: `csaf_vex`, `csaf_security_advisory`. */
  readonly profile?: string;
  readonly title?: string;
  readonly severity?: string;
  readonly status?: string;
};

export type ProvenanceSummary = {
  readonly builder?: string;
  readonly buildType?: string;
  readonly source?: { readonly uri: string; readonly digest?: string; readonly ref?: string };
  readonly entryPoint?: string;
  readonly invocation?: string;
  readonly startedOn?: string;
  readonly finishedOn?: string;
  readonly materials?: number;
  readonly parameters?: number;
  /** What a person may read as text: BuildKit's Dockerfile and definition. */
  readonly texts?: readonly { readonly name: string; readonly text: string }[];
  readonly reproducible?: boolean;
  readonly platform?: string;
};

export type CertificateClaims = {
  readonly subject: string;
  readonly issuer: string;
  readonly identities: readonly string[];
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** By the names that Fulcio gives its OIDs, `sourceRepositoryURI`; an unknown one by its OID. */
  readonly extensions: Readonly<Record<string, string>>;
  readonly serialNumber?: string;
  readonly publicKey?: string;
};

/** Claims, no verdicts: nothing here was checked. */
export type SignatureSummary = {
  readonly form: string;
  readonly keyId?: string;
  readonly certificate?: CertificateClaims;
  /** Certificates above that of the signer. */
  readonly chain?: readonly CertificateClaims[];
  readonly logEntries: readonly {
    readonly log?: string;
    readonly index?: string;
    readonly integratedAt?: string;
  }[];
  /** RFC 3339, of time-stamping authorities and of the envelope. */
  readonly timestamps: readonly string[];
  readonly payload: Readonly<Record<string, string>>;
  readonly algorithm?: string;
  readonly signatures?: number;
};

export type TestSummary = {
  readonly result?: string;
  readonly passed: number;
  readonly failed: number;
  readonly warned?: number;
  readonly skipped?: number;
  readonly suites?: number;
  readonly startedAt?: string;
  /** Seconds. */
  readonly duration?: number;
  readonly url?: string;
};

export type ChartSummary = {
  readonly name?: string;
  readonly version?: string;
  readonly appVersion?: string;
  readonly description?: string;
  readonly type?: string;
  readonly dependencies: readonly {
    readonly name: string;
    readonly version?: string;
    readonly repository?: string;
  }[];
  readonly maintainers?: readonly string[];
};

export type ImageSummary = {
  readonly platform?: string;
  readonly created?: string;
  readonly layers?: number;
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
};

export type ModelSummary = {
  readonly name?: string;
  readonly version?: string;
  readonly family?: string;
  readonly architecture?: string;
  readonly parameters?: string;
  readonly quantization?: string;
  readonly licences?: readonly string[];
};

type ModuleSummary = { readonly imports: readonly string[]; readonly exports: readonly string[] };

/** What a person asks first of any other document: named facts in the order to show. */
export type FactsSummary = {
  readonly facts: readonly { readonly name: string; readonly value: string }[];
};

/** The summary of each kind of document; every kind that is not named has {@link FactsSummary}. */
export type DocumentSummary =
  | ({ readonly of: 'sbom' } & SbomSummary)
  | ({ readonly of: 'report' } & ReportSummary)
  | ({ readonly of: 'vex' } & VexSummary)
  | ({ readonly of: 'provenance' } & ProvenanceSummary)
  | ({ readonly of: 'signature' } & SignatureSummary)
  | ({ readonly of: 'tests' } & TestSummary)
  | ({ readonly of: 'chart' } & ChartSummary)
  | ({ readonly of: 'image' } & ImageSummary)
  | ({ readonly of: 'model' } & ModelSummary)
  | ({ readonly of: 'module' } & ModuleSummary)
  | ({ readonly of: 'facts' } & FactsSummary);
