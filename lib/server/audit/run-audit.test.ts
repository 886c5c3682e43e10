import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, pushBlob, pushManifest, scriptedRegistry } from '#e2e/fakes/embedded';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import type { AuditRow } from '#lib/audit/audit';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { sessionOf } from '#lib/server/sessions/session';
import { parseAuditScope } from './audit-scope.ts';
import { auditRunLimits } from './limits.ts';
import { auditOf, runAudit } from './run-audit.ts';

const rules = {
  requirements: { rules: [] },
  stated: { source: 'none', text: '' } as const,
  require: [],
  only: undefined,
  problems: [],
  remarks: [],
};

async function push(registry: EmbeddedRegistry, name: string, tag: string): Promise<void> {
  const config = { ...(await pushBlob(registry, 'app', '{}')), mediaType: mediaTypes.ociConfig };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] };
  await pushManifest(registry, 'app', { ...document, annotations: { name } }, tag);
}

/** A registry of so many images that hears of every request, before it is answered. */
async function open(tags: readonly string[], hear: (path: string, real: EmbeddedRegistry) => unknown) {
  const real = await openTestRegistry();
  for (const tag of tags) await push(real, tag, tag);
  const registry = scriptedRegistry(async (request) => {
    const answer = await hear(`${request.method} ${new URL(request.url).pathname}`, real);
    return answer instanceof Response ? answer : await real.handle(request);
  });
  testServices({}, registry);
  testVerification();
  return `${registry.hosts[0]}/app`;
}

const requestFor = (ref: string, signal = new AbortController().signal) => ({
  session: sessionOf(new Request('http://localhost:4400')),
  scope: parseAuditScope(ref),
  rules,
  isFresh: false,
  signal,
});

test('a tag that moves while it runs is said in its row, and the audit is not complete', async () => {
  let time = 0;
  let pushed: Promise<void> | undefined;
  const ref = await open(['1.0', '2.0'], async (path, real) => {
    if (!path.startsWith('GET /v2/app/referrers/')) return;
    // Somebody pushes while the artifacts are looked at, and none is done before.
    time = auditRunLimits.tagFreshMs;
    pushed ??= push(real, 'other', '1.0');
    await pushed;
  });
  const audit = await auditOf(runAudit({ ...requestFor(ref), now: () => time }));
  const notes = Object.fromEntries(audit.rows.map((row) => [row.tags[0], row.notes]));
  expect(notes).toEqual({
    '1.0': [expect.stringMatching(/^The tag 1\.0 moved while this ran: it names /)],
    '2.0': undefined,
  });
  expect(audit.complete).toBe(false);
  expect(audit.limits).toEqual([expect.stringContaining('1 artifact moved')]);
});

test('a row is there before the last tag is resolved, and comes again with the tags of its digest', async () => {
  const tags = Array.from({ length: 12 }, (_, at) => `t${at}`);
  const last = Promise.withResolvers<void>();
  const ref = await open(tags, async (path, real) => {
    if (path.endsWith('/manifests/t11')) {
      await last.promise;
      return await real.handle(new Request(`http://localhost${path.split(' ')[1]?.replace('t11', 't0')}`));
    }
    return undefined;
  });
  const rows: AuditRow[] = [];
  for await (const batch of runAudit(requestFor(ref)))
    for (const event of batch) {
      if (event.type !== 'row') continue;
      rows.push(event.row);
      if (event.row.tags[0] === 't0') last.resolve();
    }
  const again = rows.filter(({ reference }) => reference === `${ref}:t0`);
  expect(again.map((row) => row.tags)).toEqual([['t0'], ['t0', 't11']]);
  expect(rows).toHaveLength(tags.length);
});

test('who stops reading stops what is under way', async () => {
  const tags = Array.from({ length: 20 }, (_, at) => `t${at}`);
  const stopped = Promise.withResolvers<void>();
  const ref = await open(tags, async (path) => {
    // The walks never come to their end by themselves.
    if (path.includes('/referrers/')) await stopped.promise;
  });
  const events = runAudit(requestFor(ref));
  expect((await events.next()).value).toEqual([{ type: 'progress', done: 0, known: 20 }]);
  expect((await events.return(undefined)).done).toBe(true);
  stopped.resolve();
});

test('who has left gets no document', async () => {
  const left = new AbortController();
  const ref = await open(['1.0'], (path) => {
    if (path.includes('/referrers/')) left.abort(new Error('left'));
  });
  await expect(auditOf(runAudit(requestFor(ref, left.signal)))).rejects.toThrow('left');
});

test('a repository that vanishes in the middle leaves rows of which nothing is known, and none without evidence', async () => {
  const gone = () => Response.json({ errors: [{ code: 'NAME_UNKNOWN' }] }, { status: 404 });
  let isGone = false;
  const ref = await open(['1.0', '2.0', '3.0'], (path) => {
    isGone ||= path.startsWith('GET /v2/app/manifests/');
    return isGone ? gone() : undefined;
  });
  const { rows, counts } = await auditOf(runAudit(requestFor(ref)));
  expect(counts).toMatchObject({ artifacts: 3, unknown: 3 });
  expect(rows.map(({ evidence }) => evidence.signature.state)).toEqual(['unknown', 'unknown', 'unknown']);
});

test('an artifact that is not there is an error before the first event', async () => {
  const ref = await open(['1.0'], () => undefined);
  await expect(runAudit(requestFor(`${ref}:9.9`)).next()).rejects.toMatchObject({ code: 'not-found' });
});
