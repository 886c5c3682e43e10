import { expect, test } from 'vitest';
import { codesOf, deletedBy, planExample } from '#e2e/fakes/delete-example';
import { digestOf } from '#e2e/fakes/graph-example';
import { formatShortDigest } from '#lib/oci/digest';

test('a manifest alone leaves its parts and its referrers, and asks before it leaves them without a subject', () => {
  const example = { children: { 1: [2] }, referrers: { 1: [3] }, tags: { '1.0': 1 }, tag: '1.0' };
  const draft = planExample(example, { scope: 'manifest' });
  expect(deletedBy(draft)).toEqual([digestOf(1)]);
  expect(draft.kept.map(({ digest }) => digest)).toEqual([2, 3].map(digestOf));
  expect(draft.blockers).toMatchObject([{ code: 'referrers-stay', digests: [digestOf(3)] }]);
  expect(codesOf(draft.warnings)).toEqual(['unseen', 'parts-untagged', 'registry-cascades']);
  expect(draft.title).toBe('Delete registry.example/acme/app:1.0 alone');
});

test('what is typed to confirm is the reference without its registry, or the short digest', () => {
  expect(planExample({ tag: '1.0' }).confirm).toBe('acme/app:1.0');
  expect(planExample({}).confirm).toBe(formatShortDigest(digestOf(1)));
  expect(planExample({ tag: '1.0' }).title).toBe(
    'Delete registry.example/acme/app:1.0 and everything attached to it',
  );
});
