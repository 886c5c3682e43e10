import type { Binding } from './binding.ts';
import type { Digest } from './digest.ts';

/** What an artifact is, whatever its envelope. */
export const kinds = [
  'image',
  'index',
  'signature',
  'attestation',
  'provenance',
  'sbom',
  'vulnerability-report',
  'vex',
  'test-result',
  'chart',
  'policy',
  'model',
  'wasm',
  'package',
  'lazy-loading-index',
  'layer',
  'config',
  'referrers-list',
  'artifact',
] as const;

export type Kind = (typeof kinds)[number];

/**
 * How the layers of a kind are read: `document`, each may be read to know what it is; `named`, they are files, and the
 * publisher's title and version name the whole; `files`, they are files and nothing more.
 */
const contents = {
  image: 'files',
  index: 'files',
  signature: 'document',
  attestation: 'document',
  provenance: 'document',
  sbom: 'document',
  'vulnerability-report': 'document',
  vex: 'document',
  'test-result': 'document',
  chart: 'named',
  policy: 'named',
  model: 'named',
  wasm: 'named',
  package: 'named',
  'lazy-loading-index': 'files',
  layer: 'files',
  config: 'files',
  'referrers-list': 'files',
  artifact: 'files',
} as const satisfies Record<Kind, 'document' | 'named' | 'files'>;

/** Whether the layers of this kind are documents. */
export function isDocumentKind(kind: Kind): boolean {
  return contents[kind] === 'document';
}

/** Whether the title and version that a publisher wrote name an artifact of this kind. */
export function isNamedKind(kind: Kind): boolean {
  return contents[kind] === 'named';
}

/** How the kind is known: read from its content, declared by a type, or only from a name. */
export const confidences = ['content', 'declared', 'name'] as const;
export type Confidence = (typeof confidences)[number];

/** What one layer of an artifact of several is: cosign's tags and BuildKit keep many documents in one manifest. */
export type Part = {
  readonly digest: Digest;
  readonly kind: Kind;
  readonly format: string;
  readonly envelope?: string;
  readonly title: string;
  /** Whom the certificate of its signature names; nothing is checked by that. */
  readonly signer?: string;
  /** Only of signatures and statements whose content was read. */
  readonly binding?: Binding;
  /** Only of reports that were read whole: how many open findings there are of each severity that was found. */
  readonly severities?: Readonly<Record<string, number>>;
};

/** The reading of an artifact: what it is, in which form, and what to call it in a few words. */
export type Meaning = {
  readonly kind: Kind;
  /** The form of its document (`spdx-json`, `oci-image` …), a media type when nothing better is known. */
  readonly format: string;
  /** What the document is wrapped in: `sigstore-bundle`, `dsse` or `in-toto`. */
  readonly envelope?: string;
  readonly title: string;
  /** Whom the certificate of its signature names; nothing is checked by that. */
  readonly signer?: string;
  /** Only of signatures and statements whose content was read. */
  readonly binding?: Binding;
  /** Only of reports that were read whole: how many open findings there are of each severity that was found. */
  readonly severities?: Readonly<Record<string, number>>;
  readonly confidence: Confidence;
  /** How this is known, where the confidence alone does not tell: "the first 64 KiB of 12 MiB were read". */
  readonly basis?: string;
  /** When it was made, as its content says: RFC 3339. */
  readonly created?: string;
  /** Each layer by itself, where there are several documents. */
  readonly parts?: readonly Part[];
};

const envelopes: ReadonlySet<string> = new Set(['sigstore-bundle', 'dsse', 'in-toto-metablock']);

/** Whether it is a signature or lies in an envelope for signatures, so that it can be verified. Says nothing of valid. */
export function isSigned({ kind, format, envelope }: Pick<Part, 'kind' | 'format' | 'envelope'>): boolean {
  return kind === 'signature' || envelopes.has(envelope ?? format);
}
