import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { AsksByName } from '#lib/discovery/walk-scope';
import { addFacts } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { TriedLists } from './list-trust.ts';
import { createListTrust, showsUnlisted } from './list-trust.ts';

type Shown = boolean | undefined | 'fails';
type ListTrust = ReturnType<typeof createListTrust>;

/** How artifacts of a repository are looked at, one after the other, when this is what they show. */
async function waysWith(trust: ListTrust, shown: readonly Shown[]): Promise<readonly AsksByName[]> {
  const ways: AsksByName[] = [];
  for (const one of shown) {
    const look = async (asksByName: AsksByName) => {
      ways.push(asksByName);
      if (one === 'fails') throw new Error('The registry fails.');
      return one;
    };
    await trust.look('app', look, (found) => found).catch(() => {});
  }
  return ways;
}

/** The same where the first ones show this, and those behind them nothing. */
function waysOf(shown: readonly (boolean | 'fails')[], more = 2): Promise<readonly AsksByName[]> {
  const trust = createListTrust({ max: shown.length, few: 0, enough: 0 });
  return waysWith(trust, [...shown, ...Array.from({ length: more }, () => false)]);
}

/** The same of one more repository where lists beside it were tried before. */
function waysBeside(tried: TriedLists, shown: readonly Shown[]): Promise<readonly AsksByName[]> {
  return waysWith(createListTrust({ max: 3, few: 1, enough: 3 }, tried), shown);
}

test('a list is believed when the first artifacts show nothing that it does not name', async () => {
  expect(await waysOf([false, 'fails'])).toEqual(['root', 'root', false, false]);
});

test('one that shows more is looked at by name once more, and so are all others', async () => {
  expect(await waysOf([false, true])).toEqual(['root', 'root', true, true, true]);
  expect(await waysOf([true, false], 1)).toEqual(['root', true, true, true]);
});

test('what is looked at later waits for the first ones, and each repository has its own', async () => {
  const trust = createListTrust({ max: 1, few: 0, enough: 0 });
  const first = Promise.withResolvers<boolean>();
  const ways: string[] = [];
  const look = (name: string) => async (asksByName: AsksByName) => {
    ways.push(`${name} ${asksByName}`);
    return name === 'first' ? first.promise : false;
  };
  const all = ['first', 'second'].map((name) => trust.look('app', look(name), (found) => found));
  await trust.look('other', look('other'), (found) => found);
  expect(ways).toEqual(['first root', 'other root']);
  first.resolve(true);
  await Promise.all(all);
  expect(ways.slice(2).sort()).toEqual(['first true', 'second true']);
});

test('where the lists beside it have shown nothing a list is tried by fewer, until one of them does', async () => {
  const tried = { count: 0, showsMore: false };
  expect(await waysBeside(tried, [false, false, false, false])).toEqual(['root', 'root', 'root', false]);
  expect(await waysBeside(tried, [false, false])).toEqual(['root', false]);
  expect(await waysBeside(tried, [true, false, false])).toEqual(['root', true, true, true]);
  expect(await waysBeside(tried, [false, false, false, false])).toEqual(['root', 'root', 'root', false]);
});

test('where one is enough, one that the registry did not answer is none', async () => {
  const tried = { count: 3, showsMore: false };
  expect(await waysBeside(tried, [undefined, false, true])).toEqual(['root', 'root', false]);
  expect(await waysBeside(tried, ['fails', true, false])).toEqual(['root', 'root', true, true]);
  expect(await waysBeside({ count: 3, showsMore: false }, ['fails', undefined, 'fails', false])).toEqual([
    ...['root', 'root', 'root'],
    false,
  ]);
});

test('one that waits for another that fails tries the list itself', async () => {
  const trust = createListTrust({ max: 3, few: 1, enough: 3 }, { count: 3, showsMore: false });
  const first = Promise.withResolvers<boolean>();
  const ways: AsksByName[] = [];
  const failing = trust.look(
    'app',
    () => first.promise,
    (found) => found,
  );
  const look = async (asksByName: AsksByName) => {
    ways.push(asksByName);
    return false;
  };
  const waiting = [1, 2].map(() => trust.look('app', look, (found) => found));
  first.reject(new Error('The registry fails.'));
  await expect(failing).rejects.toThrow('fails');
  await Promise.all(waiting);
  expect(ways).toEqual(['root', false]);
});

test('a list shows itself by a tag of cosign, or of a list of referrers, that it does not name', () => {
  const prefix = referrersTag(digestOf(1));
  const graph = (source: 'cosign-tags' | 'referrers-tag') =>
    addFacts(emptyGraphState, [
      { type: 'node', node: nodeOf(2, { kind: 'signature', tags: [`${prefix}.sig`] }) },
      { type: 'edge', edge: { from: digestOf(2), to: digestOf(1), relation: 'subject', sources: [source] } },
    ]);
  const list = (...names: readonly string[]) => ({
    names,
    byPrefix: new Map([[prefix, names]]),
    ordinary: [],
  });
  expect(showsUnlisted(graph('cosign-tags'), list())).toBe(true);
  expect(showsUnlisted(graph('cosign-tags'), list(`${prefix}.sig`))).toBe(false);
  expect(showsUnlisted(graph('referrers-tag'), list(`${prefix}.sig`))).toBe(true);
  expect(showsUnlisted(graph('referrers-tag'), list(prefix))).toBe(false);
});

test('a list is not tried by an artifact of whose tags the registry did not tell', () => {
  const open = {
    about: digestOf(1),
    question: 'referrers',
    state: 'unknown',
    code: 'timeout',
    reason: 'It took too long.',
  } as const;
  const graph = (source: 'cosign-tags' | 'referrers-api') =>
    addFacts(emptyGraphState, [
      { type: 'root', root: digestOf(1), reference: 'fake.test/app:1.0' },
      { type: 'answer', answer: { ...open, source } },
    ]);
  const list = { names: [], byPrefix: new Map(), ordinary: [] };
  expect(showsUnlisted(graph('cosign-tags'), list)).toBeUndefined();
  expect(showsUnlisted(graph('referrers-api'), list)).toBe(false);
});
