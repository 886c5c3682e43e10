import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FuzzTarget } from '#e2e/fuzz/fuzz-target';
import { demand } from '#e2e/fuzz/fuzz-target';
import { parseDigest } from '#lib/oci/digest';
import { proveNotation } from '#lib/verify/notation/verify-notation';
import type { SignedEvidence } from '#lib/verify/signed-evidence';

type Form = 'notation-jws' | 'notation-cose';

const file = new URL('../../verification/vectors/vectors.json', import.meta.url);
const vectors = z
  .object({
    at: z.string(),
    stores: z.record(z.string(), z.array(z.string())),
    cases: z.array(
      z.object({
        name: z.string(),
        target: z.object({ digest: z.string(), size: z.number(), mediaType: z.string() }),
        evidence: z.array(z.object({ form: z.string(), base64: z.string() })),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync(file, 'utf8')));
const now = new Date(vectors.at);

/** A good signature of one form: what it is about, and its envelope. */
function goodOf(form: Form) {
  const found = vectors.cases.find(({ name }) => name === `${form}-good`);
  const [envelope] = found?.evidence ?? [];
  if (found === undefined || envelope === undefined) throw new Error(`There is no good ${form}.`);
  const target = { ...found.target, digest: parseDigest(found.target.digest) };
  return { target, bytes: Buffer.from(envelope.base64, 'base64') };
}

/** Whether it is proven; whatever else comes, it is an answer about the envelope and no fault of ours. */
function check(form: Form, target: SignedEvidence['target'], bytes: Uint8Array): boolean {
  const outcome = proveNotation(
    { digest: target.digest, target, kind: 'signature', material: { form, bytes } },
    { stores: vectors.stores, now },
  );
  if (outcome.isProven) demand(outcome.signer.name === 'CN=release', 'Somebody else was proven.');
  else demand(outcome.code !== 'internal', 'A check broke off.');
  return outcome.isProven;
}

const jws = goodOf('notation-jws');
const cose = goodOf('notation-cose');

/** Envelopes of notation in JSON. */
export const notationJwsTarget: FuzzTarget = {
  name: 'notation-jws',
  inputs: 5000,
  isJson: true,
  seeds: [jws.bytes.toString('utf8')],
  words: [
    '"payload":"',
    '"protected":"',
    '"header":{',
    '"x5c":[',
    '"signature":"',
    '"Payload":',
    'e30',
    'MIIB',
  ],
  check: (bytes) => check('notation-jws', jws.target, bytes),
};

/** Envelopes of notation in CBOR, given in base64 so that a seed can be one. */
export const notationCoseTarget: FuzzTarget = {
  name: 'notation-cose',
  inputs: 5000,
  isJson: false,
  seeds: [cose.bytes.toString('base64')],
  words: ['0oR', 'oQEm', 'MIIB', 'AAAA', '////', 'n58', 'v78', '2BI'],
  check: (bytes) =>
    check('notation-cose', cose.target, Buffer.from(new TextDecoder().decode(bytes), 'base64')),
};
