import { sign } from 'node:crypto';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { ada, inTime, releaseKey, releasePem, root, sigstore } from '#lib/verify/testing/check-sigstore';
import {
  legacyEntry,
  makeBundle,
  makeLayer,
  signedDigest,
  simplePayload,
  statementOf,
} from '#lib/verify/testing/evidence-maker';
import { makeStamp } from '#lib/verify/testing/stamp-maker';

// Prints evidence of each form that holds, with the root and the key that prove it, for `e2e/fuzz/targets/signed-examples.json`.
// The keys are new each time and are not kept: nobody can sign more with them.
const payload = simplePayload(signedDigest);
const signature = sign('sha256', payload, ada.privateKey);
const stamp = makeStamp(sigstore.stamper, 'stamps', signature, inTime);
const layers = [
  makeLayer(releaseKey.privateKey, payload),
  makeLayer(ada.privateKey, payload, {
    'dev.cosignproject.cosign/signature': signature.toString('base64'),
    'dev.sigstore.cosign/certificate': ada.pem,
    'dev.sigstore.cosign/bundle': legacyEntry(sigstore, {
      payload,
      signature: signature.toString('base64'),
      verifier: ada.pem,
    }),
    'dev.sigstore.cosign/rfc3161timestamp': JSON.stringify({
      SignedRFC3161Timestamp: stamp.toString('base64'),
    }),
  }),
];
const provenance = statementOf(signedDigest, { predicateType: 'https://slsa.dev/provenance/v1' });
const bundles = [
  makeBundle(sigstore, ada),
  makeBundle(sigstore, ada, { log: 'rekor-2', stampedAt: [inTime], payload: provenance }),
  makeBundle(sigstore, releaseKey.privateKey, { log: 'none' }),
];
const { dsseEnvelope } = makeBundle(sigstore, releaseKey.privateKey, { log: 'none' });
console.log(
  JSON.stringify(
    {
      root: TrustedRoot.toJSON(root.root),
      key: releasePem,
      digest: signedDigest,
      bundles,
      layers: [
        ...layers.map((layer) => ({
          form: layer.form,
          text: payload.toString(),
          annotations: 'annotations' in layer ? layer.annotations : {},
        })),
        { form: 'dsse', text: JSON.stringify(dsseEnvelope), annotations: {} },
      ],
    },
    undefined,
    2,
  ),
);
