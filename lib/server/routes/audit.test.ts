import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import {
  embeddedHost,
  openTestRegistry,
  pushBlob,
  pushManifest,
  scriptedRegistry,
} from '#e2e/fakes/embedded';
import { keyPolicy, makeKey, payloadOf, pushSignatures, signPayload } from '#e2e/fakes/sign-simple';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { readNdjson } from '#lib/api/client/ndjson';
import { auditEventSchema, auditSchema } from '#lib/api/contract/audit-contract';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerAudit } from './audit.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/audit-${count}`;
  registry = await openTestRegistry();
  testServices({}, registry);
  testVerification();
});

const { privateKey, pem } = makeKey();

/** An image that no other tag names, under a tag or, without one, as an entry of an index. */
async function pushOne(name: string, tag?: string): Promise<Descriptor> {
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.ociConfig };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] };
  return await pushManifest(registry, repository, { ...document, annotations: { name } }, tag);
}

async function sign(image: Descriptor, about: Descriptor = image): Promise<void> {
  await pushSignatures(registry, repository, image, [signPayload(privateKey, payloadOf(about.digest))]);
}

async function attachSbom({ digest, size, mediaType }: Descriptor): Promise<void> {
  const sbom = JSON.stringify({ spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', packages: [] });
  await pushManifest(registry, repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'application/spdx+json',
    config: { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...(await pushBlob(registry, repository, sbom)), mediaType: 'application/spdx+json' }],
    subject: { digest, size, mediaType },
  });
}

/** Signed, unsigned, with the signature of another, and an index whose one platform has an SBOM. */
async function plant(): Promise<void> {
  const signed = await pushOne('signed', 'signed');
  await sign(signed);
  await pushOne('signed', 'also-signed');
  await pushOne('unsigned', 'unsigned');
  await sign(await pushOne('borrowed', 'borrowed'), signed);
  const entries = [await pushOne('amd64'), await pushOne('arm64')];
  await attachSbom(entries[0] ?? signed);
  const architectures = ['amd64', 'arm64'];
  const manifests = entries.map((entry, at) => ({
    ...entry,
    platform: { os: 'linux', architecture: architectures[at] },
  }));
  await pushManifest(
    registry,
    repository,
    { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests },
    'many',
  );
}

/** Takes a policy that wants a signature by our key, with more files beside it. */
async function givePolicy(files: Readonly<Record<string, string>> = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-audit-'));
  const all = { 'acme.json': JSON.stringify(keyPolicy(pem)), ...files };
  for (const [name, text] of Object.entries(all)) await writeFile(join(folder, name), text);
  testVerification(folder);
}

const pathOf = (query: string, ref = `${embeddedHost}/${repository}`) =>
  `/api/audit?ref=${encodeURIComponent(ref)}${query}`;

async function ask(query = '', ref?: string) {
  const response = await callRoute(answerAudit, pathOf(query, ref));
  return { status: response.status, audit: auditSchema.parse(await response.json()) };
}

test('each artifact says of each kind of evidence what is so', async () => {
  await plant();
  await givePolicy();
  const { audit } = await ask('&require=signature');
  const cells = audit.rows.map(({ tags, verdict, evidence: { signature, sbom } }) => ({
    tags: tags.toSorted(),
    verdict,
    signature: signature.state,
    sbom: [sbom.state, sbom.on],
  }));
  expect(cells.toSorted((one, other) => (String(one.tags) < String(other.tags) ? -1 : 1))).toEqual([
    { tags: ['also-signed', 'signed'], verdict: 'pass', signature: 'matches', sbom: ['none', undefined] },
    { tags: ['borrowed'], verdict: 'fail', signature: 'failed', sbom: ['none', undefined] },
    { tags: ['many'], verdict: 'fail', signature: 'none', sbom: ['present', 'some platforms'] },
    { tags: ['unsigned'], verdict: 'fail', signature: 'none', sbom: ['none', undefined] },
  ]);
  expect(audit).toMatchObject({
    scope: `${embeddedHost}/${repository}`,
    require: ['signature'],
    policy: { name: 'acme', source: 'file' },
    complete: true,
    counts: { artifacts: 4, tags: 5, pass: 1, fail: 3, unknown: 0 },
    limits: [],
  });
});

test('a gate says by its status whether all pass, one fails, or something is unknown', async () => {
  await plant();
  const one = (tag: string) => `${embeddedHost}/${repository}:${tag}`;
  expect((await ask('&require=signature&gate=1', one('signed'))).status).toBe(200);
  expect((await ask('&require=signature&gate=1', one('unsigned'))).status).toBe(412);
  expect((await ask('&require=signature&gate=1')).status).toBe(412);
  const broken = scriptedRegistry((request) =>
    request.url.includes('/referrers/')
      ? Promise.resolve(new Response(null, { status: 400 }))
      : registry.handle(request),
  );
  testServices({}, broken);
  const { status, audit } = await ask('&require=sbom&gate=1', `${broken.hosts[0]}/${repository}:unsigned`);
  expect(status).toBe(424);
  expect(audit.rows).toMatchObject([{ verdict: 'unknown', evidence: { sbom: { state: 'unknown' } } }]);
});

test('a gate never answers with what was so before a signature was pushed', async () => {
  const image = await pushOne('late', 'late');
  await givePolicy();
  const ref = `${embeddedHost}/${repository}:late`;
  expect((await ask('&require=signature', ref)).audit.counts.fail).toBe(1);
  await sign(image);
  const { audit } = await ask('&require=signature', ref);
  expect(Date.parse(audit.rows[0]?.asOf ?? '')).toBe(Date.parse(audit.asOf));
  expect((await ask('&require=signature&fresh=1', ref)).audit.counts.pass).toBe(1);
  expect((await ask('&require=signature&gate=1', ref)).status).toBe(200);
});

test('a gate over nothing does not pass, and one that requires nothing is refused', async () => {
  await pushOne('one', 'one');
  const problem = await getProblem(answerAudit, pathOf('&gate=1'));
  expect(problem).toMatchObject({ code: 'request-invalid', detail: expect.stringContaining('require=') });
  const empty = scriptedRegistry((request) =>
    request.url.includes('/tags/list')
      ? Promise.resolve(Response.json({ name: repository, tags: [] }))
      : registry.handle(request),
  );
  testServices({}, empty);
  expect((await ask('&require=sbom&gate=1', `${empty.hosts[0]}/${repository}`)).status).toBe(424);
});

test('an artifact that cannot be read is a row of which nothing is known, and the others stay', async () => {
  await plant();
  const unsigned = await pushOne('unsigned', 'unsigned');
  const broken = scriptedRegistry((request) =>
    ['unsigned', unsigned.digest].some((name) => request.url.endsWith(`/manifests/${name}`))
      ? Promise.resolve(new Response(null, { status: 403 }))
      : registry.handle(request),
  );
  testServices({}, broken);
  const { audit } = await ask('&require=signature', `${broken.hosts[0]}/${repository}`);
  const states = audit.rows.map(({ tags, verdict, evidence }) => [
    tags[0],
    verdict,
    evidence.signature.state,
  ]);
  expect(states).toContainEqual(['unsigned', 'unknown', 'unknown']);
  expect(audit.counts).toMatchObject({ artifacts: 4, unknown: 1 });
});

test('rows are lines as they are known, and the last line is the end', async () => {
  await plant();
  const init = { headers: { accept: 'application/x-ndjson' } };
  const { body, headers } = await callRoute(answerAudit, pathOf('&require=sbom'), init);
  expect(headers.get('content-type')).toBe('application/x-ndjson');
  const events = [];
  if (body !== null)
    for await (const some of readNdjson(body)) events.push(...some.map((one) => auditEventSchema.parse(one)));
  // A tag counts as an artifact until it is resolved.
  expect(events[0]).toEqual({ type: 'progress', done: 0, known: 5 });
  const rows = events.flatMap((event) => (event.type === 'row' ? [event.row.reference] : []));
  expect(new Set(rows).size).toBe(4);
  expect(events.filter(({ type }) => type === 'progress').at(-1)).toMatchObject({ done: 4, known: 4 });
  expect(events.at(-1)).toMatchObject({ type: 'end', counts: { artifacts: 4 }, complete: true });
});

test('the same as a table and as SARIF, with the status of the gate', async () => {
  await plant();
  const csv = await callRoute(answerAudit, pathOf('&require=signature&format=csv'));
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
  expect((await csv.text()).trim().split(/\r?\n/)).toHaveLength(5);
  const sarif = await callRoute(answerAudit, pathOf('&require=signature&format=sarif&gate=1'));
  expect({ status: sarif.status, type: sarif.headers.get('content-type') }).toEqual({
    status: 412,
    type: 'application/sarif+json',
  });
  const { version, runs } = JSON.parse(await sarif.text());
  expect(version).toBe('2.1.0');
  expect(runs[0].results).toHaveLength(2);
});

test('a registry is audited through its catalogue', async () => {
  await pushOne('one', 'one');
  repository = `${repository}-b`;
  await pushOne('two', 'two');
  const { audit } = await ask('&require=sbom', embeddedHost);
  expect(audit.rows.map(({ tags }) => tags[0]).toSorted()).toEqual(['one', 'two']);
  expect(audit.scope).toBe(embeddedHost);
  const { audit: chosen } = await ask(`&require=sbom&start=two&repositories=${repository}`, embeddedHost);
  expect(chosen.rows.map(({ tags }) => tags[0])).toEqual(['two']);
});

test('without require the requirements beside the policy count, and an error in them is no pass', async () => {
  await plant();
  await givePolicy({ 'requirements.yaml': 'rules:\n  - require: [sbom]\n' });
  const { audit } = await ask();
  expect(audit).toMatchObject({ require: ['sbom'], counts: { pass: 0 } });
  await givePolicy({ 'requirements.yaml': 'rules:\n  - require: [sbomb]\n' });
  const { status, audit: doubtful } = await ask('&gate=1', `${embeddedHost}/${repository}:signed`);
  expect(status).toBe(424);
  expect(doubtful.limits).not.toEqual([]);
});

test('one audit is judged by the policy as it stood when it began', async () => {
  await plant();
  await givePolicy();
  const { audit: before } = await ask();
  const other = { 'acme.json': JSON.stringify(keyPolicy(makeKey().pem)) };
  const changing = scriptedRegistry(async (request) => {
    if (request.url.includes('/tags/list')) await givePolicy(other);
    return registry.handle(request);
  });
  testServices({}, changing);
  const { audit } = await ask('', `${changing.hosts[0]}/${repository}`);
  expect(audit.policy).toEqual(before.policy);
  expect(audit.counts).toEqual(before.counts);
  const { audit: after } = await ask('&fresh=1', `${changing.hosts[0]}/${repository}`);
  expect(after.policy?.hash).not.toBe(before.policy?.hash);
  expect(after.counts.byEvidence.signature).toMatchObject({ matches: 0, failed: 2 });
});

test('a repository that is not there is a problem, and so are words that nobody knows', async () => {
  const codes = async (query: string, ref?: string) =>
    (await getProblem(answerAudit, pathOf(query, ref))).code;
  expect(await codes('', `${embeddedHost}/team/nothing`)).toBe('not-found');
  await pushOne('one', 'one');
  expect(await codes('&require=sbomb')).toBe('request-invalid');
  expect(await codes('&policy=nobody')).toBe('request-invalid');
  expect(await codes('&format=pdf')).toBe('request-invalid');
  expect(await codes('&repositories=one')).toBe('request-invalid');
  expect(await codes('&start=')).toBe('request-invalid');
});
