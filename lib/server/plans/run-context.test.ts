import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { fakeCaller, fakeParts } from '#e2e/fakes/fake-changes';
import type { AuditLogEvent } from '#lib/server/plans/audit/audit-row';
import { connect, placeOf } from '#lib/server/sessions/connect';
import type { Plan, Step } from '#lib/transfer/plan';
import type { RunEvent } from '#lib/transfer/record';
import { recheckPlan } from '#lib/transfer/run/recheck-plan';
import { runPlan } from '#lib/transfer/run/run-plan';
import { createChanges } from './changes.ts';
import { runContextOf } from './run-context.ts';

const at = { registry: embeddedHost, repository: 'acme/app' } as const;
const tools = {
  hasRecord: async () => true,
  findUpload: async () => undefined,
  writeArchive: () => new ReadableStream<Uint8Array>(),
};

/** An image under two tags, in a registry that counts its writes, and a plan that takes one tag away. */
async function openChanges(onAudit?: (event: AuditLogEvent) => void) {
  const registry = await openTestRegistry();
  const { digest } = await pushImage(registry, 'acme/app', '1.0');
  await pushImage(registry, 'acme/app', '2.0');
  const writes: string[] = [];
  testServices(
    {},
    {
      ...registry,
      handle: async (request) => {
        if (request.method !== 'GET' && request.method !== 'HEAD') writes.push(request.method);
        return await registry.handle(request);
      },
    },
  );
  const target = `${embeddedHost}/acme/app:1.0`;
  const step: Step = {
    id: 'a',
    after: [],
    verb: 'untag',
    at,
    tag: '1.0',
    digest,
    target,
    detail: 'It goes.',
  };
  const plan: Partial<Plan> = { steps: [step] };
  const { parts, rows } = fakeParts({ plan, ...(onAudit === undefined ? {} : { onAudit }) });
  const changes = createChanges({ ...parts, runPlan, recheckPlan, runContext: runContextOf(tools) });
  const caller = fakeCaller();
  const request = { action: 'delete', ref: target, scope: 'tag' } as const;
  const { id } = await changes.plan(caller, request, new AbortController().signal);
  const run = async () => {
    const told: RunEvent[] = [];
    for await (const batch of await changes.run(caller, id, undefined)) told.push(...batch);
    return told;
  };
  const tags = async () => (await connect(caller.session, embeddedHost).listTags('acme/app')).names;
  return { run, tags, writes, rows, session: caller.session, digest, registry };
}

test('a plan changes the registry, and what was remembered of it is forgotten', async () => {
  const { run, tags, session, digest, rows } = await openChanges();
  const { cache: memory } = placeOf(session, at);
  const target = { digest, mediaType: 'a/b' };
  memory.tagTargets.set('acme/app:1.0', target);
  memory.tagTargets.set('acme/app-two:1.0', target);
  expect((await run()).at(-1)).toMatchObject({ type: 'end', state: 'done' });
  expect(await tags()).toEqual(['2.0']);
  expect(memory.tagTargets.has('acme/app:1.0')).toBe(false);
  expect(memory.tagTargets.has('acme/app-two:1.0')).toBe(true);
  expect(rows.map(({ result }) => result)).toEqual(['started', 'started', 'done', 'done']);
});

test('nothing reaches the registry of a step whose row cannot be written', async () => {
  const { run, tags, writes } = await openChanges(({ verb }) => {
    if (verb === 'untag') throw new Error('The disk is full.');
  });
  expect((await run()).at(-1)).toMatchObject({ state: 'failed', code: 'audit-unwritable' });
  expect(writes).toEqual([]);
  expect(await tags()).toEqual(['1.0', '2.0']);
});

test('a tag that was moved after the plan was made stops it before it begins', async () => {
  const { run, writes, registry } = await openChanges();
  const body = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: [],
  });
  const headers = { 'content-type': 'application/vnd.oci.image.index.v1+json' };
  const url = `http://${embeddedHost}/v2/acme/app/manifests/1.0`;
  expect((await registry.handle(new Request(url, { method: 'PUT', body, headers }))).status).toBe(201);
  await expect(run()).rejects.toMatchObject({ problem: { code: 'plan-outdated' } });
  expect(writes).toEqual([]);
});
