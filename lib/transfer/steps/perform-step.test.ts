import { describe, expect, test } from 'vitest';
import { named } from '#e2e/fakes/make-survey';
import { testStepContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { StepWork, Verb } from '#lib/transfer/plan';
import { changedBy, performStep } from '#lib/transfer/steps/perform-step';

const at = { registry: 'registry.example', repository: 'acme/app' };
const to = { registry: 'target.example', repository: 'acme/copy' };
const digest = named('image');
const content = { mediaType: 'a/b', digest, size: 1 };
const works = {
  archive: { verb: 'archive', at, content: { manifests: [], tags: [], withLayers: true } },
  'copy-blob': { verb: 'copy-blob', from: at, to, blob: content },
  'push-blob': { verb: 'push-blob', to, source: { kind: 'text', text: '' }, blob: content },
  'copy-manifest': { verb: 'copy-manifest', from: at, to, manifest: content },
  'push-manifest': { verb: 'push-manifest', to, manifest: content, text: '' },
  'list-referrers': { verb: 'list-referrers', at, subject: digest, referrers: [] },
  'unlist-referrers': { verb: 'unlist-referrers', at, subject: digest, referrers: [] },
  tag: { verb: 'tag', at, tag: '1.0', digest, was: null },
  untag: { verb: 'untag', at, tag: '1.0', digest },
  'untag-by-placeholder': { verb: 'untag-by-placeholder', at, tag: '1.0', digest },
  'delete-manifest': { verb: 'delete-manifest', at, digest, tags: [], referrers: [] },
  verify: { verb: 'verify', at, manifests: [], tags: [] },
} as const satisfies Record<Verb, StepWork>;

describe('the repository that a step changes', () => {
  test.each(['archive', 'verify'] as const)('is none for %s, which only reads', (verb) => {
    expect(changedBy(works[verb])).toBeUndefined();
  });

  test.each(['copy-blob', 'push-blob', 'copy-manifest', 'push-manifest'] as const)(
    'is the target of %s and not its source',
    (verb) => {
      expect(changedBy(works[verb])).toBe(to);
    },
  );

  test.each([
    'list-referrers',
    'unlist-referrers',
    'tag',
    'untag',
    'untag-by-placeholder',
    'delete-manifest',
  ] as const)('is the one that %s is about', (verb) => {
    expect(changedBy(works[verb])).toBe(at);
  });
});

test.each([
  ['untag', 'skipped'],
  ['untag-by-placeholder', 'skipped'],
  ['delete-manifest', 'skipped'],
  ['unlist-referrers', 'skipped'],
  ['verify', 'done'],
  ['archive', 'done'],
] as const)('%s in an empty repository is %s', async (verb, state) => {
  await using registry = await openScratchRegistry();
  const context = testStepContext(clientOver(at.registry, registry.handle));
  expect(await performStep(works[verb], context)).toMatchObject({ state });
});
