import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { payloadOf, pushSignatures } from '#e2e/fakes/sign-simple';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import { parseReference } from '#lib/oci/reference';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { sessionOf } from '#lib/server/sessions/session';
import type { SignedEvidence } from '#lib/verify/signed-evidence';
import type { EvidenceContext } from './check-attached.ts';
import { checkAttached } from './check-attached.ts';
import { verificationLimits } from './limits.ts';
import { uncheckedEvidence } from './verifier/unchecked-evidence.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/check-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const proven = { state: 'failed', code: 'expired', reason: 'It was checked.' } as const;

/** A context whose verifier only counts what it is given. */
function contextOf(settings: Partial<EvidenceContext> = {}) {
  const given: SignedEvidence[] = [];
  const unused = () => Promise.reject(new Error('Nobody asks that here.'));
  const context: EvidenceContext = {
    session: sessionOf(new Request('http://localhost:4400')),
    verifier: {
      check: async (_, { evidence }) => {
        given.push(evidence);
        return uncheckedEvidence(evidence, proven);
      },
      ...{ explain: unused, judge: unused, close: unused },
    },
    policy: { key: `k${count}`, parts: {}, source: 'inline' },
    reference: parseReference(`${embeddedHost}/${repository}:1.0`),
    now: new Date('2026-11-26T04:40:00Z'),
    isDated: true,
    signal: new AbortController().signal,
    budget: { left: 100, leftOut: 0 },
    ...settings,
  };
  return { context, given };
}

function attachedOf({ digest, mediaType, size }: Descriptor, subject: Descriptor) {
  const node = { digest, mediaType, size, annotations: {}, tags: [], state: 'listed' } as const;
  const meaning = {
    kind: 'signature',
    format: 'cosign-simplesigning',
    title: '',
    confidence: 'declared',
  } as const;
  return { node: { ...node, ...meaning }, target: subject };
}

async function pushSigned(signatures: readonly string[]) {
  const image = await pushImage(registry, repository, '1.0');
  const signed = signatures.map((signature) => ({ payload: payloadOf(image.digest, signature), signature }));
  return attachedOf(await pushSignatures(registry, repository, image, signed), image);
}

test('every layer of a signature tag is checked with its annotations', async () => {
  const { context, given } = contextOf();
  const checks = await checkAttached(context, await pushSigned(['AA==', 'BB==']));
  expect(checks.map(({ code }) => code)).toEqual(['expired', 'expired']);
  const seen = given.flatMap(({ material }) =>
    'annotations' in material ? Object.values(material.annotations) : [],
  );
  expect(seen.sort()).toEqual(['AA==', 'BB==']);
});

test('what was checked is known, for the same policy and the same moment alone', async () => {
  const attached = await pushSigned(['AA==']);
  const { context, given } = contextOf();
  const first = await checkAttached(context, attached);
  expect(await checkAttached(context, attached)).toEqual(first);
  expect(given).toHaveLength(1);
  await checkAttached({ ...context, now: new Date('2026-11-26T04:41:00Z') }, attached);
  await checkAttached({ ...context, policy: { ...context.policy, key: 'other' } }, attached);
  await checkAttached({ ...context, policy: { ...context.policy, only: 'acme' } }, attached);
  expect(given).toHaveLength(4);
});

test('within an hour now is one moment', async () => {
  const attached = await pushSigned(['AA==']);
  const { context, given } = contextOf({ isDated: false });
  for (const time of ['04:00', '04:59', '05:01'])
    await checkAttached({ ...context, now: new Date(`2026-11-26T${time}:00Z`) }, attached);
  expect(given).toHaveLength(2);
});

test('a fault of ours is not remembered', async () => {
  const attached = await pushSigned(['AA==']);
  let asked = 0;
  const { context } = contextOf();
  const check = async (_: unknown, { evidence }: { readonly evidence: SignedEvidence }) => {
    asked += 1;
    return uncheckedEvidence(evidence, { ...proven, state: 'cannot-check', code: 'internal' });
  };
  const faulty = { ...context, verifier: { ...context.verifier, check } };
  await checkAttached(faulty, attached);
  await checkAttached(faulty, attached);
  expect(asked).toBe(2);
});

test('what the registry does not give cannot be checked, and says so', async () => {
  const image = await pushImage(registry, repository, '1.0');
  const gone = attachedOf({ ...image, digest: (await pushBlob(registry, repository, 'x')).digest }, image);
  const { context } = contextOf();
  expect(await checkAttached(context, gone)).toMatchObject([
    { state: 'cannot-check', code: 'not-read', form: 'cosign-simplesigning' },
  ]);
});

test('a piece that is too large is not read', async () => {
  const image = await pushImage(registry, repository, '1.0');
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  const size = verificationLimits.evidenceMaxBytes + 1;
  const blob = await pushBlob(registry, repository, Buffer.alloc(size));
  const layers = [{ ...blob, mediaType: 'application/vnd.dsse.envelope.v1+json' }];
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers };
  const { context, given } = contextOf();
  const [check] = await checkAttached(
    context,
    attachedOf(await pushManifest(registry, repository, document), image),
  );
  expect(check?.reason).toContain('larger than 4');
  expect(given).toEqual([]);
});

test('of too many pieces the rest is counted', async () => {
  const { context } = contextOf({ budget: { left: 2, leftOut: 0 } });
  expect(await checkAttached(context, await pushSigned(['AA==', 'BB==', 'CC==']))).toHaveLength(2);
  expect(context.budget).toEqual({ left: 0, leftOut: 1 });
});
