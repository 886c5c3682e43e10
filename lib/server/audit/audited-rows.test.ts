import { expect, test } from 'vitest';
import { attachSbom, auditRequest, openAudited, pushNamed } from '#e2e/fakes/audit-in-test';
import { forgetRepository } from '#lib/server/sessions/connect';
import { auditRunLimits } from './limits.ts';
import { auditOf, runAudit } from './run-audit.ts';

const tags = ['1.0', '2.0', '3.0', '4.0'];
const audit = async (...question: Parameters<typeof auditRequest>) =>
  await auditOf(runAudit(auditRequest(...question)));

/** The state of the SBOM by the first tag. */
const sboms = ({ rows }: Awaited<ReturnType<typeof audit>>) =>
  Object.fromEntries(rows.map((row) => [row.tags[0], row.evidence.sbom.state]));

test('each artifact costs its manifest and its referrers, a second look one question, a fresh look two', async () => {
  // The first ones cost four questions more, by which the tag list is tried.
  const samples = auditRunLimits.listSamples.max;
  const more = Array.from({ length: samples + 4 }, (_, at) => `${at}.0`);
  const { ref, asked } = await openAudited(more);
  const times = [];
  for (const isFresh of [false, false, true]) {
    await audit(ref, { isFresh });
    const requests = asked();
    times.push({
      lists: requests.filter((one) => one.includes('/tags/list')).length,
      manifests: requests.filter((one) => one.includes('/manifests/')).length,
      referrers: requests.filter((one) => one.includes('/referrers/')).length,
      all: requests.length,
    });
  }
  const [count, manifests] = [more.length, more.length + 4 * samples];
  const first = { lists: 1, manifests, referrers: count, all: 1 + manifests + count };
  expect(times).toEqual([first, { lists: 1, manifests: count, referrers: 0, all: 1 + count }, first]);
});

test('what was looked at before says when, and who asks for what is so now is told', async () => {
  const { ref, real, images } = await openAudited(tags);
  const image = images.get('1.0');
  await audit(ref, { now: () => 1_000 });
  if (image !== undefined) await attachSbom(real, image);
  const again = await audit(ref, { now: () => 61_000 });
  expect(again.asOf).toBe('1970-01-01T00:00:01.000Z');
  expect(again.rows).toMatchObject(tags.map(() => ({ asOf: again.asOf })));
  expect(sboms(again)).toMatchObject({ '1.0': 'none' });
  const fresh = await audit(ref, { now: () => 61_000, isFresh: true });
  expect(fresh.asOf).toBe('1970-01-01T00:01:01.000Z');
  expect(sboms(fresh)).toMatchObject({ '1.0': 'present', '2.0': 'none' });
  expect(sboms(await audit(ref, { now: () => 62_000 }))).toMatchObject({ '1.0': 'present' });
});

test('after some minutes everything is looked at again', async () => {
  const { ref, asked } = await openAudited(tags);
  await audit(ref, { now: () => 0 });
  asked();
  const { rows } = await audit(ref, { now: () => auditRunLimits.rowKeptMs });
  expect(asked().filter((one) => one.includes('/referrers/'))).toHaveLength(4);
  expect(rows[0]).not.toHaveProperty('asOf');
});

test('a tag that moved in between is looked at, and only that', async () => {
  const { ref, real, asked } = await openAudited(tags);
  await audit(ref);
  await pushNamed(real, 'new', '2.0');
  asked();
  const { rows } = await audit(ref);
  expect(asked().filter((one) => one.includes('/referrers/'))).toHaveLength(1);
  expect(rows.filter(({ asOf }) => asOf === undefined).map((row) => row.tags)).toEqual([['2.0']]);
});

test('what was changed through this session is looked at again', async () => {
  const { ref, real, images } = await openAudited(tags);
  const { session } = auditRequest(ref);
  await audit(ref);
  const image = images.get('3.0');
  if (image !== undefined) await attachSbom(real, image);
  forgetRepository(session, { registry: ref.split('/')[0] ?? '', repository: 'elsewhere' });
  expect(sboms(await audit(ref))).toMatchObject({ '3.0': 'present' });
});

test('another policy has everything looked at again', async () => {
  const { ref, asked } = await openAudited(tags);
  await audit(ref);
  asked();
  const { rules } = auditRequest(ref);
  const policy = { name: 'acme', hash: 'sha256:1', source: 'file' } as const;
  await audit(ref, { rules: { ...rules, policy } });
  expect(asked().filter((one) => one.includes('/referrers/'))).not.toHaveLength(0);
});

test('who stops and goes on has asked for each artifact once, and what stayed open is asked again', async () => {
  let isBroken = true;
  const { ref, asked } = await openAudited(tags, (path) =>
    isBroken && path.includes('/referrers/') ? new Response(null, { status: 400 }) : undefined,
  );
  for await (const batch of runAudit(auditRequest(`${ref}:1.0`))) void batch;
  isBroken = false;
  for (const start of ['2.0', '3.0']) {
    const first = [{ tag: start }];
    for await (const batch of runAudit(auditRequest(ref, { first })))
      if (batch.some((event) => event.type === 'row' && event.row.tags[0] === start)) break;
  }
  const whole = await audit(ref);
  expect(whole.counts.byEvidence.signature).toMatchObject({ none: 4, unknown: 0 });
  asked();
  await audit(ref);
  expect(asked().filter((one) => one.includes('/referrers/'))).toEqual([]);
});

test('what has a digest is read once, also by who asks anew', async () => {
  const { ref, real, images, asked } = await openAudited(tags);
  for (const image of images.values()) await attachSbom(real, image);
  await audit(ref);
  const contents = asked().filter((one) => one.includes('/blobs/') || one.includes('/manifests/sha256:'));
  expect(contents).toHaveLength(8);
  expect(new Set(contents).size).toBe(8);
  await audit(ref, { isFresh: true });
  expect(asked().filter((one) => one.includes('/blobs/') || one.includes('/manifests/sha256:'))).toEqual([]);
});
