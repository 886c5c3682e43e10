import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage, scriptedRegistry } from '#e2e/fakes/embedded';
import type { SignedPayload } from '#e2e/fakes/sign-simple';
import { keyPolicy, makeKey, payloadOf, pushSignatures, signPayload } from '#e2e/fakes/sign-simple';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { readNdjson } from '#lib/api/client/ndjson';
import {
  knownPoliciesSchema,
  verificationEventSchema,
  verificationSchema,
} from '#lib/api/contract/verification-contract';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerPolicies, answerVerify, answerVerifyWith } from './verify.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/verify-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
  testVerification();
});

const { privateKey, pem } = makeKey();
const other = makeKey();
const borrowed = `sha256:${'b'.repeat(64)}`;

type Make = (digest: string) => readonly SignedPayload[];
const good: Make = (digest) => [signPayload(privateKey, payloadOf(digest))];
const tampered: Make = (digest) => good(digest).map((one) => ({ ...one, payload: payloadOf(digest, 'z') }));

/** An image with these signatures, and its reference. */
async function publish(make: Make): Promise<string> {
  const image = await pushImage(registry, repository, '1.0');
  await pushSignatures(registry, repository, image, make(image.digest));
  return `${embeddedHost}/${repository}:1.0`;
}

const scripts = { 'content-type': 'application/json', 'x-orrery-request': '1' };
const post = (body: unknown, accept = 'application/json') => ({
  method: 'POST',
  headers: { ...scripts, accept },
  body: JSON.stringify(body),
});

async function ask(body: object) {
  const response = await callRoute(answerVerifyWith, '/api/verify', post(body));
  expect(response.status).toBe(200);
  return verificationSchema.parse(await response.json());
}

const release = { documents: [keyPolicy(pem)] };

test.each([
  ['a good signature', good, 'matches', 'pass'],
  [
    'one by another key',
    (digest: string) => [signPayload(other.privateKey, payloadOf(digest))],
    'failed',
    'fail',
  ],
  ['one of another image', () => [signPayload(privateKey, payloadOf(borrowed))], 'failed', 'fail'],
  ['a payload that was changed', tampered, 'failed', 'fail'],
] as const)('%s', async (_, make, state, verdict) => {
  const ref = await publish(make);
  const { checks, policy, policyDescription, ...rest } = await ask({ ref, policy: release });
  expect(checks).toMatchObject([{ form: 'cosign-simplesigning', state, kind: 'signature' }]);
  expect(rest).toMatchObject({ reference: ref, verdict });
  expect(policy.source).toBe('inline');
  expect(policyDescription?.policies).toMatchObject([{ name: 'acme', applies: true }]);
  expect(rest.reasons).not.toEqual([]);
  expect(rest.commands).toEqual([expect.stringMatching(/^cosign verify /)]);
});

test('a bad signature beside a good one does not count against it', async () => {
  const ref = await publish((digest) => [signPayload(privateKey, payloadOf(borrowed)), ...good(digest)]);
  const { checks, verdict } = await ask({ ref, policy: release });
  expect(checks.map(({ state }) => state)).toEqual(['failed', 'matches']);
  expect(verdict).toBe('pass');
});

test('an image without signatures fails, and does not where a source did not answer', async () => {
  const image = await pushImage(registry, repository, '1.0');
  expect((await ask({ ref: `${embeddedHost}/${repository}:1.0`, policy: release })).verdict).toBe('fail');
  const broken = scriptedRegistry((request) =>
    request.url.includes('/referrers/')
      ? Promise.resolve(new Response(null, { status: 500 }))
      : registry.handle(request),
  );
  testServices({}, broken);
  const ref = `${broken.hosts[0]}/${repository}@${image.digest}`;
  const { verdict, answers } = await ask({ ref, policy: release });
  expect(verdict).toBe('unknown');
  expect(answers).toContainEqual(expect.objectContaining({ source: 'referrers-api', state: 'unknown' }));
});

test('each check is a line when it is done, and the last line is the end', async () => {
  const ref = await publish((digest) => [...good(digest), signPayload(privateKey, payloadOf(digest, 'two'))]);
  const init = post({ ref, policy: release, at: '2026-11-26T04:40:00Z' }, 'application/x-ndjson');
  const { body, headers } = await callRoute(answerVerifyWith, '/api/verify', init);
  expect(headers.get('content-type')).toBe('application/x-ndjson');
  const events = [];
  if (body !== null) for await (const some of readNdjson(body)) events.push(...some);
  const read = events.map((event) => verificationEventSchema.parse(event));
  expect(read.map(({ type }) => type)).toEqual(['check', 'check', 'end']);
  expect(read.at(-1)).toMatchObject({ verdict: 'pass', at: '2026-11-26T04:40:00.000Z' });
});

test('the policies of the folder are asked by a GET: all that apply, or one by its name', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-policy-'));
  await writeFile(join(folder, 'acme.json'), JSON.stringify(keyPolicy(pem)));
  await writeFile(join(folder, 'notes.txt'), 'Ours.');
  testVerification(folder);
  const ref = encodeURIComponent(await publish(good));
  for (const query of ['', '&policy=acme']) {
    const response = await callRoute(answerVerify, `/api/verify?ref=${ref}${query}`);
    const { verdict, policy } = verificationSchema.parse(await response.json());
    expect({ verdict, source: policy.source }).toEqual({ verdict: 'pass', source: 'file' });
  }
  const problem = await getProblem(answerVerify, `/api/verify?ref=${ref}&policy=none`);
  expect(problem).toMatchObject({ code: 'request-invalid', detail: expect.stringContaining('"none"') });
  const known = await callRoute(answerPolicies, `/api/policies?ref=${ref}`);
  expect(knownPoliciesSchema.parse(await known.json())).toMatchObject({
    source: 'file',
    policies: [{ name: 'acme', source: 'file', applies: true }],
    problems: ['The file notes.txt is no part of a policy.'],
  });
});

test('without a policy nothing matches', async () => {
  const { checks, verdict, policy } = await ask({ ref: await publish(good) });
  expect(checks.map(({ state }) => state)).toEqual(['cannot-check']);
  expect({ verdict, source: policy.source }).toEqual({ verdict: 'unknown', source: 'none' });
});

test('a policy that cannot be read lets nothing pass, and says why', async () => {
  const ref = await publish(good);
  const { verdict, policyDescription } = await ask({ ref, policy: { documents: ['kind: [', 'x: 1'] } });
  expect(verdict).not.toBe('pass');
  const { problems = [], policies = [] } = policyDescription ?? {};
  expect([...problems, ...policies.flatMap(({ unsupported }) => unsupported)]).not.toEqual([]);
});

test('an artifact that is not there is a problem, also as a stream', async () => {
  const init = post({ ref: `${embeddedHost}/${repository}:gone` }, 'application/x-ndjson');
  expect(await getProblem(answerVerifyWith, '/api/verify', init)).toMatchObject({ status: 404 });
});

test.each([
  [{ at: 'yesterday' }, 'field "at" is no time'],
  [{ policy: { keys: [] } }, 'policy'],
  [{ polcy: 'acme' }, 'There is no field "polcy" here.'],
])('the question %j is refused with a sentence', async (rest, sentence) => {
  const problem = await getProblem(answerVerifyWith, '/api/verify', post({ ref: 'a.io/b:1', ...rest }));
  expect(problem).toMatchObject({ code: 'request-invalid', detail: expect.stringContaining(sentence) });
});

test('a page of another site cannot ask', async () => {
  const init = { ...post({ ref: 'a.io/b:1' }), headers: { origin: 'https://evil.example' } };
  expect(await getProblem(answerVerifyWith, '/api/verify', init)).toMatchObject({ status: 403 });
});
