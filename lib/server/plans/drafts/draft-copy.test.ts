import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { fakeCaller } from '#e2e/fakes/fake-changes';
import { draftCopy } from './draft-copy.ts';

const drafting = { session: fakeCaller().session, signal: new AbortController().signal };
const from = `${embeddedHost}/copies/app:1.0`;
const to = `${embeddedHost}/copies/other`;

beforeEach(async () => {
  const registry = await openTestRegistry();
  await pushImage(registry, 'copies/app', '1.0');
  testServices({}, registry);
});

test('a copy keeps its tag where none is named, and leaves the source alone', async () => {
  const { title, steps } = await draftCopy(drafting, { action: 'copy', from, to });
  expect(title).toBe(`Copy ${from} to ${to}:1.0`);
  expect(steps.some(({ verb }) => verb === 'delete-manifest' || verb === 'untag')).toBe(false);
  expect(steps).toContainEqual(expect.objectContaining({ verb: 'tag', tag: '1.0' }));
});

test('a move is the copy, and the deletion of the source behind it', async () => {
  const { title, steps } = await draftCopy(drafting, { action: 'move', from, to });
  expect(title).toBe(`Move ${from} to ${to}:1.0`);
  const verbs = steps.map(({ verb }) => verb);
  expect(verbs.indexOf('tag')).toBeLessThan(verbs.indexOf('delete-manifest'));
});

test.each([
  [{ referrers: 'none' }, 'A move takes everything'],
  [{ from: 'oci:/tmp/layouts/app:1.0' }, 'not moved'],
  [{ to: `${embeddedHost}/copies/app:2.0` }, 'It is already in this repository'],
] as const)('a move with %j is refused', async (given, words) => {
  await expect(draftCopy(drafting, { action: 'move', from, to, ...given })).rejects.toMatchObject({
    problem: { code: 'request-invalid', detail: expect.stringContaining(words) },
  });
});
