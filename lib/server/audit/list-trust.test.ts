import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import { addFacts } from '#lib/graph/collect-facts';
import { emptyGraphState } from '#lib/graph/graph-state';
import { referrersTag } from '#lib/oci/referrers-tag';
import { createListTrust, showsUnlisted } from './list-trust.ts';

/** How artifacts of a repository are looked at, one after the other, when this is what the first ones show. */
async function waysOf(shown: readonly (boolean | 'fails')[], more = 2): Promise<readonly boolean[]> {
  const trust = createListTrust({ max: shown.length, few: 0, enough: 0 });
  const ways: boolean[] = [];
  for (const one of [...shown, ...Array.from({ length: more }, () => false)]) {
    const look = async (asksByName: boolean) => {
      ways.push(asksByName);
      if (one === 'fails') throw new Error('The registry fails.');
      return one;
    };
    await trust.look('app', look, (found) => found).catch(() => {});
  }
  return ways;
}

test('a list is believed when the first artifacts show nothing that it does not name', async () => {
  expect(await waysOf([false, 'fails'])).toEqual([true, true, false, false]);
});

test('one that shows more makes all others be asked for by name', async () => {
  expect(await waysOf([false, true])).toEqual([true, true, true, true]);
});

test('what is looked at later waits for the first ones, and each repository has its own', async () => {
  const trust = createListTrust({ max: 1, few: 0, enough: 0 });
  const first = Promise.withResolvers<boolean>();
  const ways: string[] = [];
  const look = (name: string) => async (asksByName: boolean) => {
    ways.push(`${name} ${asksByName}`);
    return name === 'first' ? first.promise : false;
  };
  const all = ['first', 'second'].map((name) => trust.look('app', look(name), (found) => found));
  await trust.look('other', look('other'), (found) => found);
  expect(ways).toEqual(['first true', 'other true']);
  first.resolve(true);
  await Promise.all(all);
  expect(ways.at(-1)).toBe('second true');
});

test('where the lists beside it have shown nothing a list is tried by fewer, until one of them does', async () => {
  const tried = { count: 0, showsMore: false };
  const waysIn = async (more: readonly boolean[]) => {
    const trust = createListTrust({ max: 3, few: 1, enough: 3 }, tried);
    const ways: boolean[] = [];
    const look = (shown: boolean) => async (asksByName: boolean) => {
      ways.push(asksByName);
      return shown;
    };
    for (const shown of more) await trust.look('app', look(shown), (found) => found);
    return ways;
  };
  expect(await waysIn([false, false, false, false])).toEqual([true, true, true, false]);
  expect(await waysIn([false, false])).toEqual([true, false]);
  expect(await waysIn([true, false, false])).toEqual([true, true, true]);
  expect(await waysIn([false, false, false, false])).toEqual([true, true, true, false]);
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
