import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { fakeCaller } from '#e2e/fakes/fake-changes';
import { connect } from '#lib/server/sessions/connect';
import { draftTag, findTagTarget } from './draft-tag.ts';

const drafting = { session: fakeCaller().session, signal: new AbortController().signal };
const at = { registry: embeddedHost, repository: 'drafts/app' };
const ref = `${embeddedHost}/drafts/app:1.0`;
let digest = '';

beforeEach(async () => {
  const registry = await openTestRegistry();
  digest = (await pushImage(registry, 'drafts/app', '1.0')).digest;
  testServices({}, registry);
});

test('each tag that is named is one step, named once or twice', async () => {
  const { steps } = await draftTag(drafting, { action: 'tag', ref, tags: ['a', 'b', 'a'] });
  expect(steps).toMatchObject([
    { verb: 'tag', tag: 'a', digest },
    { verb: 'tag', tag: 'b', digest },
  ]);
});

test.each([
  [[], 'Name at least one tag.'],
  [['a/b'], '"a/b" is not a tag.'],
])('the tags %j are refused', async (tags, detail) => {
  await expect(draftTag(drafting, { action: 'tag', ref, tags })).rejects.toMatchObject({
    problem: { code: 'request-invalid', detail },
  });
});

test('a layout is not written to', async () => {
  const request = { action: 'tag', ref: 'oci:/tmp/layouts/app:1.0', tags: ['a'] } as const;
  await expect(draftTag(drafting, request)).rejects.toMatchObject({ problem: { code: 'request-invalid' } });
});

test('a tag points to a digest, or to nothing', async () => {
  const client = connect(drafting.session, embeddedHost);
  expect(await findTagTarget(client, { ...at, tag: '1.0' }, drafting.signal)).toBe(digest);
  expect(await findTagTarget(client, { ...at, tag: '9.9' }, drafting.signal)).toBeNull();
});
