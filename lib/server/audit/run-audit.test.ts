import { describe, expect, test } from 'vitest';
import { attachSbom, auditRequest, openAudited, pushNamed } from '#e2e/fakes/audit-in-test';
import { makeKey, payloadOf, pushSignatures, signPayload } from '#e2e/fakes/sign-simple';
import { nextTurn } from '#lib/async/slices';
import type { AuditRow } from '#lib/audit/audit';
import { mediaTypes } from '#lib/oci/media-type';
import { auditRunLimits } from './limits.ts';
import { auditOf, runAudit } from './run-audit.ts';

test('a tag that moves while it runs is said in its row, and the audit is not complete', async () => {
  let time = 0;
  let pushed: Promise<unknown> | undefined;
  const { ref } = await openAudited(['1.0', '2.0'], async (path, real) => {
    if (!path.startsWith('GET /v2/app/referrers/')) return;
    // Somebody pushes while the artifacts are looked at, and none is done before.
    time = auditRunLimits.tagFreshMs;
    pushed ??= pushNamed(real, 'other', '1.0');
    await pushed;
  });
  const audit = await auditOf(runAudit(auditRequest(ref, { now: () => time })));
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
  const { ref } = await openAudited(tags, async (path, real) => {
    if (path.endsWith('/manifests/t11')) {
      await last.promise;
      return await real.handle(new Request(`http://localhost${path.split(' ')[1]?.replace('t11', 't0')}`));
    }
    return undefined;
  });
  const rows: AuditRow[] = [];
  for await (const batch of runAudit(auditRequest(ref)))
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
  const { ref } = await openAudited(tags, async (path) => {
    // The walks never come to their end by themselves.
    if (path.includes('/referrers/')) await stopped.promise;
  });
  const events = runAudit(auditRequest(ref));
  expect((await events.next()).value).toEqual([{ type: 'progress', done: 0, known: 20 }]);
  expect((await events.return(undefined)).done).toBe(true);
  stopped.resolve();
});

test('who has left gets no document', async () => {
  const left = new AbortController();
  const { ref } = await openAudited(['1.0'], (path) => {
    if (path.includes('/referrers/')) left.abort(new Error('left'));
  });
  await expect(auditOf(runAudit(auditRequest(ref, { signal: left.signal })))).rejects.toThrow('left');
});

test('a repository that vanishes in the middle leaves rows of which nothing is known, and none without evidence', async () => {
  const gone = () => Response.json({ errors: [{ code: 'NAME_UNKNOWN' }] }, { status: 404 });
  let isGone = false;
  const { ref } = await openAudited(['1.0', '2.0', '3.0'], (path) => {
    isGone ||= path.startsWith('GET /v2/app/referrers/');
    return isGone ? gone() : undefined;
  });
  const { rows, counts } = await auditOf(runAudit(auditRequest(ref)));
  expect(counts).toMatchObject({ artifacts: 3, unknown: 3 });
  expect(rows.map(({ evidence }) => evidence.signature.state)).toEqual(['unknown', 'unknown', 'unknown']);
});

test('an artifact that is not there is an error before the first event', async () => {
  const { ref } = await openAudited(['1.0'], () => undefined);
  await expect(runAudit(auditRequest(`${ref}:9.9`)).next()).rejects.toMatchObject({ code: 'not-found' });
});

test('who leaves ends all questions', async () => {
  const tags = Array.from({ length: 80 }, (_, at) => `t${at}`);
  const { ref, asked } = await openAudited(tags);
  const events = runAudit(auditRequest(ref));
  for await (const batch of events) if (batch.some(({ type }) => type === 'row')) break;
  const before = asked().length;
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  expect(before).toBeLessThan(80);
  // What was sent already may still be on its way to the registry.
  expect(asked().length).toBeLessThan(40);
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  expect(asked()).toEqual([]);
});

test('two audits at once both go on', async () => {
  const tags = Array.from({ length: 60 }, (_, at) => `t${at}`);
  const { ref } = await openAudited(tags);
  const order: string[] = [];
  const read = async (name: string) => {
    for await (const batch of runAudit(auditRequest(ref, { isFresh: true })))
      for (const { type } of batch) if (type === 'row') order.push(name);
  };
  await Promise.all([read('one'), read('other')]);
  expect(order).toHaveLength(120);
  // Neither waits for the end of the other.
  expect(Math.max(order.indexOf('one'), order.indexOf('other'))).toBeLessThan(30);
});

test('a registry that says "slow down" is heard, and every row is known in the end', async () => {
  let refusals = 0;
  const { ref } = await openAudited(['1.0', '2.0', '3.0'], (path) => {
    if (!path.includes('/referrers/') || refusals >= 3) return undefined;
    refusals += 1;
    return new Response(null, { status: 429, headers: { 'retry-after': '0' } });
  });
  const { counts } = await auditOf(runAudit(auditRequest(ref)));
  expect(refusals).toBe(3);
  expect(counts.byEvidence.signature).toMatchObject({ none: 3, unknown: 0 });
});

test('signatures under tags that a pull-through cache does not list are found for every artifact', async () => {
  const tags = Array.from({ length: 12 }, (_, at) => `t${at}`);
  const isTags = (path: string) => path.endsWith('/tags/list');
  const { ref, real, images } = await openAudited(tags, (path) =>
    isTags(path) ? Response.json({ name: 'app', tags }) : undefined,
  );
  const { privateKey } = makeKey();
  for (const image of images.values())
    await pushSignatures(real, 'app', image, [signPayload(privateKey, payloadOf(image.digest))]);
  const { rows } = await auditOf(runAudit(auditRequest(ref)));
  expect(rows.filter(({ evidence }) => evidence.signature.state === 'present')).toHaveLength(12);
  const alone = await auditOf(runAudit(auditRequest(`${ref}:t3`, { isFresh: true })));
  expect(alone.rows).toMatchObject([{ evidence: { signature: { state: 'present', count: 1 } } }]);
});

test('a list that breaks off is said, and no row asks for it again', async () => {
  let pages = 0;
  const { ref } = await openAudited(['1.0', '2.0', '3.0'], (path) => {
    if (!path.endsWith('/tags/list')) return undefined;
    pages += 1;
    if (pages > 1) return new Response(null, { status: 400 });
    const headers = { link: '</v2/app/tags/list?last=3.0>; rel="next"' };
    return Response.json({ name: 'app', tags: ['1.0', '2.0', '3.0'] }, { headers });
  });
  const { complete, counts } = await auditOf(runAudit(auditRequest(ref)));
  expect({ complete, pages }).toEqual({ complete: false, pages: 2 });
  expect(counts.artifacts).toBe(3);
});

const deep = `{"schemaVersion":2,"manifests":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
const endless = () => {
  const chunk = new TextEncoder().encode(' '.repeat(64 * 1024));
  return new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) });
};
const answers = {
  'without an end': () => new Response(endless(), { headers: { 'content-type': mediaTypes.ociIndex } }),
  'nested 100,000 deep': () => new Response(deep, { headers: { 'content-type': mediaTypes.ociIndex } }),
};
const places = {
  'the list of tags': /\/tags\/list$/,
  'the manifest of a tag': /\/manifests\/1\.0$/,
  'what refers to an artifact': /\/referrers\//,
  'the manifest of an attachment': /^GET .*\/manifests\/sha256:/,
  'an attachment': /^GET .*\/blobs\//,
};

describe.each(Object.entries(answers))('an answer %s', (_, lie) => {
  test.each(Object.entries(places))(
    'for %s ends, and leaves no SBOM unseen and nothing good',
    async (_, at) => {
      let lies = 0;
      const { ref, real, images } = await openAudited(['1.0'], (path) => {
        if (!at.test(path)) return undefined;
        lies += 1;
        return lie();
      });
      for (const image of images.values()) await attachSbom(real, image, 'application/vnd.acme.thing');
      const said = await auditOf(runAudit(auditRequest(ref))).then(
        ({ rows }) => rows.map(({ evidence: { sbom } }) => sbom.state),
        () => ['refused'],
      );
      expect(lies).toBeGreaterThan(0);
      expect(['unknown', 'present', 'refused']).toEqual(expect.arrayContaining(said));
    },
  );
});
