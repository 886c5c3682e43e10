import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';

/** Evidence of a real tool, or bent from it, with what that tool said of it. */
export type Vector = {
  /** The set and the case. */
  readonly name: string;
  /** The digest of the manifest that it is about. */
  readonly subject: string;
  readonly pieces: readonly Piece[];
  readonly questions: readonly Question[];
};

/** One piece as a registry keeps it: a referrer of the subject, or the layers of a tag made from its digest. */
export type Piece =
  | { readonly store: 'referrer'; readonly artifactType: string; readonly layer: Layer }
  | { readonly store: 'notation'; readonly layer: Layer }
  | { readonly store: 'tag'; readonly suffix: string; readonly layers: readonly Layer[] };

export type Layer = {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  readonly annotations?: Readonly<Record<string, string>>;
};

/** A policy, and whether the tool was satisfied under it. */
type Question = { readonly name: string; readonly policy: PolicyParts; readonly isAccepted: boolean };

/** The manifests that the vectors are about, and their blobs, by digest. */
export type Subjects = {
  readonly manifests: ReadonlyMap<string, Buffer>;
  readonly blobs: ReadonlyMap<string, Buffer>;
};

/** Every vector of a folder. */
export function readVectors(folder: string): readonly Vector[] {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, 'vectors', `${name}.json`), 'utf8'));
  return [
    ...['cosign3-bundles', 'cosign3-edge'].flatMap((set) =>
      z
        .array(bundleCase)
        .parse(read(set))
        .map((one) => ofBundles(set, one)),
    ),
    ...z.array(legacyKeyCase).parse(read('cosign-legacy-key')).map(ofLegacyKey),
    ...z.array(legacyKeylessCase).parse(read('cosign-legacy-keyless')).map(ofLegacyKeyless),
    ...['notation-nf', 'notation-nt', 'notation-nts'].flatMap((set) =>
      ofNotation(set, notationSet.parse(read(set))),
    ),
  ];
}

/** What has to be in a registry before the evidence. */
export function readSubjects(folder: string): Subjects {
  const read = (name: string) => {
    const texts = z
      .record(z.string(), z.string())
      .parse(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')));
    return new Map(Object.entries(texts).map(([digest, text]) => [digest, Buffer.from(text, 'base64')]));
  };
  return { manifests: read('subjects'), blobs: read('subject-blobs') };
}

const verdict = z.enum(['ok', 'fail']);
const trustedRoot = z.unknown();
const signer = z.object({
  key: z.string().optional(),
  identity: z.string().optional(),
  issuer: z.string().optional(),
});

const bundleCase = z.object({
  name: z.string(),
  subject: z.union([z.string(), z.object({ digest: z.string() }).transform(({ digest }) => digest)]),
  bundles: z.array(z.looseObject({ mediaType: z.string() })).optional(),
  bundle: z.looseObject({ mediaType: z.string() }).optional(),
  trustedRoot,
  policy: signer,
  flags: z.array(z.string()).default([]),
  cosign: verdict,
});

function ofBundles(
  set: string,
  { name, subject, bundles, bundle, ...one }: z.infer<typeof bundleCase>,
): Vector {
  const all = bundles ?? (bundle === undefined ? [] : [bundle]);
  const pieces = all.map((content): Piece => {
    const { mediaType } = content;
    return {
      store: 'referrer',
      artifactType: mediaType,
      layer: { mediaType, bytes: Buffer.from(JSON.stringify(content)) },
    };
  });
  const has = (flag: string) => one.flags.includes(flag);
  const authority = {
    name: 'release',
    signatureFormat: 'bundle',
    ...signerOf(one.policy, has('--insecure-ignore-sct')),
    ctlog: has('--insecure-ignore-tlog') ? {} : { trustRootRef: 'given' },
    ...(has('--use-signed-timestamps') ? { rfc3161timestamp: { trustRootRef: 'given' } } : {}),
  };
  const policy = { documents: [imagePolicy(authority)], trustedRoots: { given: one.trustedRoot } };
  return {
    name: `${set}: ${name}`,
    subject,
    pieces,
    questions: [{ name: '', policy, isAccepted: one.cosign === 'ok' }],
  };
}

function signerOf({ key, identity, issuer }: z.infer<typeof signer>, insecureIgnoreSCT = false) {
  if (key !== undefined) return { key: { data: key } };
  const identities = [{ issuer, subject: identity }];
  return {
    keyless: { trustRootRef: 'given', identities, ...(insecureIgnoreSCT ? { insecureIgnoreSCT } : {}) },
  };
}

function imagePolicy(authority: unknown) {
  return {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'acme' },
    spec: { images: [{ glob: '**' }], authorities: [authority] },
  };
}

const legacyLayer = z.object({
  text: z.string(),
  type: z.string().optional(),
  mediaType: z.string().optional(),
  annotations: z.record(z.string(), z.string()),
});

const legacyKeyCase = z.object({
  name: z.string(),
  tag: z.string(),
  subject: z.string(),
  layers: z.array(legacyLayer),
  key: z.string(),
  predicateType: z.string().optional(),
  cosign3: verdict,
});

function toLayer({ text, type, mediaType, annotations }: z.infer<typeof legacyLayer>): Layer {
  const fallback = 'application/vnd.dev.cosign.simplesigning.v1+json';
  return { mediaType: type ?? mediaType ?? fallback, bytes: Buffer.from(text), annotations };
}

function ofLegacyKey({
  name,
  tag,
  subject,
  layers,
  key,
  predicateType,
  cosign3,
}: z.infer<typeof legacyKeyCase>): Vector {
  const authority = {
    name: 'release',
    signatureFormat: 'legacy',
    key: { data: key },
    ...(predicateType === undefined ? {} : { attestations: [{ name: 'asked', predicateType }] }),
  };
  return {
    name: `cosign-legacy-key: ${tag}: ${name}`,
    subject,
    pieces: [{ store: 'tag', suffix: tag, layers: layers.map(toLayer) }],
    questions: [{ name: '', policy: { documents: [imagePolicy(authority)] }, isAccepted: cosign3 === 'ok' }],
  };
}

const legacyKeylessCase = z.object({
  name: z.string(),
  tag: z.string(),
  subject: z.string(),
  layer: legacyLayer,
  trustedRoot,
  policy: signer,
  cosign3: verdict,
});

function ofLegacyKeyless({
  name,
  tag,
  subject,
  layer,
  policy,
  ...one
}: z.infer<typeof legacyKeylessCase>): Vector {
  const authority = {
    name: 'release',
    signatureFormat: 'legacy',
    ...signerOf(policy),
    ctlog: { trustRootRef: 'given' },
  };
  const parts = { documents: [imagePolicy(authority)], trustedRoots: { given: one.trustedRoot } };
  return {
    name: `cosign-legacy-keyless: ${tag}: ${name}`,
    subject,
    pieces: [{ store: 'tag', suffix: tag, layers: [toLayer(layer)] }],
    questions: [{ name: '', policy: parts, isAccepted: one.cosign3 === 'ok' }],
  };
}

const notationSet = z.object({
  policies: z.record(z.string(), z.unknown()),
  stores: z.record(z.string(), z.array(z.string())),
  cases: z.array(
    z.object({
      name: z.string(),
      descriptor: z.object({ digest: z.string() }),
      envelopes: z.array(z.object({ mediaType: z.string(), base64: z.string() })),
      notation: z.record(z.string(), verdict),
    }),
  ),
});

function ofNotation(
  set: string,
  { policies, stores, cases }: z.infer<typeof notationSet>,
): readonly Vector[] {
  return cases.map(({ name, descriptor, envelopes, notation }) => ({
    name: `${set}: ${name}`,
    subject: descriptor.digest,
    pieces: envelopes.map(({ mediaType, base64 }) => ({
      store: 'notation' as const,
      layer: { mediaType, bytes: Buffer.from(base64, 'base64') },
    })),
    questions: Object.entries(notation).map(([policy, said]) => ({
      name: policy,
      policy: { notation: { trustPolicy: policies[policy], trustStores: stores } },
      isAccepted: said === 'ok',
    })),
  }));
}
