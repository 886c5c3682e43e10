import { TrustedRoot } from '@sigstore/protobuf-specs';
import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand } from '#e2e/fuzz/fuzz-target';
import { textAt } from '#lib/formats/json/json-path';
import { parseDigest } from '#lib/oci/digest';
import type { Outcome } from '#lib/verify/outcome';
import type { Demands } from '#lib/verify/policy';
import type { Material } from '#lib/verify/signed-evidence';
import { verifySigstore } from '#lib/verify/sigstore/verify-sigstore';
import examples from './signed-examples.json' with { type: 'json' };

const now = new Date('2026-11-26T04:40:00Z');
const digest = parseDigest(examples.digest);
const root = { name: 'acme', root: TrustedRoot.fromJSON(examples.root) };
const key = { name: 'release', pem: examples.key };
const [firstBundle = {}, ...moreBundles] = examples.bundles;
const [firstLayer = {}, ...moreLayers] = examples.layers;
const encode = (text: string) => new TextEncoder().encode(text);

/** What was really signed: nothing else may ever be proven. */
const signed = new Set([
  ...examples.bundles.map(({ dsseEnvelope }) => dsseEnvelope.payload),
  ...examples.layers.map(payloadOfLayer),
]);

/** Bundles of Sigstore: bent ones are never proven, and nothing is thrown. */
export const bundleTarget: FuzzTarget = {
  name: 'bundle',
  inputs: 3000,
  isJson: true,
  seeds: [JSON.stringify(firstBundle), ...moreBundles.map((bundle) => JSON.stringify(bundle))],
  words: [
    ...([
      '"dsseEnvelope":',
      '"messageSignature":{',
      '"tlogEntries":[',
      '"publicKey":{"hint":"x"}',
      'AAAA',
    ] as const),
    ...[
      '"inclusionProof":{',
      '"hashes":["AA=="]',
      '"certificate":{"rawBytes":"MAA="}',
      'version=0.2',
      '"subject":[]',
    ],
  ],
  check: (bytes) =>
    check({ form: 'sigstore-bundle', bytes }, () => {
      const text = new TextDecoder().decode(bytes);
      const payload = textAt(JSON.parse(text), 'dsseEnvelope', 'payload') ?? '';
      return payload.replaceAll('-', '+').replaceAll('_', '/');
    }),
};

/** Layers of cosign 2 with their annotations, the same way. */
export const layerTarget: FuzzTarget = {
  name: 'layer',
  inputs: 3000,
  isJson: true,
  seeds: [JSON.stringify(firstLayer), ...moreLayers.map((layer) => JSON.stringify(layer))],
  words: [
    ...(['"annotations":{', 'dev.sigstore.cosign/', '"form":"dsse"', '\\"Payload\\":{', 'AAAA'] as const),
    ...[
      '\\"docker-manifest-digest\\":',
      '-----BEGIN CERTIFICATE-----',
      '\\"signatures\\":[',
      '\\"sig\\":\\"\\"',
    ],
  ],
  check(bytes) {
    const layer = unlessBroken(new TextDecoder().decode(bytes));
    const annotations = Object.fromEntries(
      Object.entries(Object(layer).annotations ?? {}).filter((entry): entry is [string, string] =>
        entry.every((part) => typeof part === 'string'),
      ),
    );
    const form = textAt(layer, 'form') === 'dsse' ? 'dsse' : 'cosign-simplesigning';
    const text = textAt(layer, 'text') ?? '';
    return check({ form, bytes: encode(text), annotations }, () => payloadOfLayer({ form, text }));
  },
};

function unlessBroken(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** In base64; of an envelope what it wraps. */
function payloadOfLayer({ form, text }: { readonly form: string; readonly text: string }): string {
  return form === 'dsse' ? (textAt(JSON.parse(text), 'payload') ?? '') : Buffer.from(text).toString('base64');
}

function check(material: Material, payload: () => string): boolean {
  const target = { digest, size: 401, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
  const evidence = { digest, target, kind: 'signature', material } as const;
  const demands: Demands = { ignoreCtLog: false };
  const results = [
    verifySigstore(evidence, { by: 'key', key, demands }, now),
    verifySigstore(evidence, { by: 'keyless', root, demands: { ...demands, log: root } }, now),
  ];
  for (const result of results) assertHonest(result, payload);
  return results.some(({ isProven }) => isProven);
}

function assertHonest(result: Outcome, payload: () => string): void {
  if (!result.isProven) {
    demand(result.code !== 'internal', 'what is bent has a code that says how');
    demand(result.reason.length > 0 && result.reason.length < 1_000, 'the reason is a sentence');
    return;
  }
  const bytes = Buffer.from(payload(), 'base64').toString('base64');
  demand(signed.has(bytes), 'what was never signed is not proven');
  const { kind, identity } = result.signer;
  demand(kind === 'key' || identity === 'ada@acme.example', 'the signer is the one who signed');
}
