import { expect, test } from 'vitest';
import type { Names } from '#lib/api/contract/registry-contract';
import { apiLimits } from '#lib/api/limits';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { gatherNames } from './gather-names.ts';

/** A list of these pages, whose addresses are their numbers, and a clock on which each takes `pageMs`. */
function listOf(pages: readonly (Names | Error)[], pageMs = 0) {
  let time = 0;
  const asked: (string | undefined)[] = [];
  const getPage = async (last: string | undefined) => {
    asked.push(last);
    time += pageMs;
    const page = pages[Number(last ?? 0)];
    if (page === undefined || page instanceof Error) throw page;
    return page;
  };
  return {
    asked,
    gather: (last: string | undefined, known = 0) => gatherNames(getPage, last, { known, now: () => time }),
  };
}

const failure = new ProblemError(makeProblem('forbidden', 'No.', { requestId: '1' }));

test('the first page comes alone', async () => {
  const { gather } = listOf([{ names: ['a'], next: '1' }, { names: ['b'] }]);
  expect(await gather(undefined)).toEqual({ names: ['a'], next: '1', asked: 1 });
});

test('the pages behind it come together, to the end of the list', async () => {
  const { gather, asked } = listOf([
    { names: ['a'], next: '1' },
    { names: ['b'], next: '2' },
    { names: ['c'], next: '3' },
    { names: ['d'] },
  ]);
  expect(await gather('1')).toEqual({ names: ['b', 'c', 'd'], asked: 3 });
  expect(asked).toEqual(['1', '2', '3']);
});

test('a page that our server made of several counts as those', async () => {
  const names = Array.from({ length: 2 * apiLimits.tagsAtOnce + 1 }, (_, at) => `${at}`);
  expect((await listOf([{ names: [] }, { names }]).gather('1')).asked).toBe(3);
});

test('a slow registry shows each page as it comes', async () => {
  const pages = [{ names: [] }, { names: ['b'], next: '2' }, { names: ['c'] }];
  expect(await listOf(pages, apiLimits.namesGatherMs).gather('1')).toEqual({
    names: ['b'],
    next: '2',
    asked: 1,
  });
});

test('the more names are known, the longer the next are gathered', async () => {
  const pages = [{ names: [] }, { names: ['b'], next: '2' }, { names: ['c'] }];
  const { gather } = listOf(pages, apiLimits.namesGatherMs);
  expect((await gather('1', apiLimits.namesPerGatherMs)).names).toEqual(['b', 'c']);
});

test('what was gathered before a page fails is given, and the failure to who asks on', async () => {
  const { gather } = listOf([{ names: [] }, { names: ['b'], next: '2' }, failure]);
  expect(await gather('1')).toEqual({ names: ['b'], next: '2', asked: 1 });
  await expect(gather('2')).rejects.toBe(failure);
});

test('who leaves ends it', async () => {
  const left = new DOMException('left', 'AbortError');
  await expect(listOf([{ names: [] }, { names: ['b'], next: '2' }, left]).gather('1')).rejects.toBe(left);
});

test('pages in a circle end it with the address that leads back', async () => {
  const { gather, asked } = listOf([{ names: [] }, { names: ['b'], next: '2' }, { names: ['c'], next: '1' }]);
  expect(await gather('1')).toEqual({ names: ['b', 'c'], next: '1', asked: 2 });
  expect(asked).toEqual(['1', '2']);
});

test('a reason why the list is cut stays', async () => {
  const { gather } = listOf([{ names: [] }, { names: ['b'], next: '2' }, { names: ['c'], cut: 'too long' }]);
  expect(await gather('1')).toEqual({ names: ['b', 'c'], cut: 'too long', asked: 2 });
});
