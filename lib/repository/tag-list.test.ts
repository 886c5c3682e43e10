import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import type { NamesPage } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { createRepositoryReader } from './repository-reader.ts';
import { holdsTag, readTagList, whyNamesInDoubt } from './tag-list.ts';

const prefix = `sha256-${'a'.repeat(64)}`;
const bounds = { listPagesMax: 3, listedTagsMax: 100 };

/** The list that a registry gives in these pages; after the last one its first comes again. */
function listOf(pages: readonly NamesPage[], expected?: string, change: Partial<typeof bounds> = {}) {
  const client = createFakeClient(createFakeStore(), {
    listTags: async (_repository, options) => pages[Number(options?.next ?? 0)] ?? { names: [] },
  });
  const reader = createRepositoryReader(client, 'team/app', new AbortController().signal);
  return readTagList(reader, { ...bounds, ...change }, expected);
}

test('all pages are one list, each tag once, those made from a digest apart', async () => {
  const list = await listOf([
    { names: ['1.0', `${prefix}.sig`], next: '1' },
    { names: ['1.0', 'latest', prefix] },
  ]);
  expect(list).toEqual({
    names: ['1.0', `${prefix}.sig`, 'latest', prefix],
    ordinary: ['1.0', 'latest'],
    byPrefix: new Map([[prefix, [`${prefix}.sig`, prefix]]]),
  });
  expect([holdsTag(list, prefix), holdsTag(list, `${prefix}.att`), holdsTag(list, '1.0')]).toEqual([
    true,
    false,
    true,
  ]);
});

test.each<readonly [string, readonly NamesPage[], Partial<typeof bounds>, string]>([
  ['does not name the tag that was read', [{ names: ['2.0'] }], {}, 'does not name 1.0'],
  [
    'never ends',
    [
      { names: ['1.0'], next: '1' },
      { names: [], next: '1' },
    ],
    {},
    'never ends',
  ],
  ['says that it is cut', [{ names: ['1.0'], cut: 'It is cut.' }], {}, 'It is cut.'],
  [
    'has more pages than are read',
    [
      { names: ['1.0'], next: '1' },
      { names: ['2'], next: '2' },
    ],
    { listPagesMax: 2 },
    'more than 2 tags',
  ],
  ['has more names than are read', [{ names: ['1.0'], next: '1' }], { listedTagsMax: 1 }, 'more than 1 tags'],
])('a list that %s is incomplete', async (_, pages, change, reason) => {
  const { incomplete } = await listOf(pages, '1.0', change);
  expect(incomplete?.message).toContain(reason);
});

test('a list that is refused for rights casts doubt on the answers about single tags, one that failed does not', () => {
  const doubt = (code: 'forbidden' | 'timeout' | 'too-large') =>
    whyNamesInDoubt({
      names: [],
      ordinary: [],
      byPrefix: new Map(),
      incomplete: new RegistryError(code, 'fake.test', 'No.'),
    })?.code;
  expect([doubt('forbidden'), doubt('timeout'), doubt('too-large')]).toEqual([
    'forbidden',
    undefined,
    undefined,
  ]);
});
