import { expect, test } from 'vitest';
import type { NamesPage } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { gatherLimits } from '#lib/server/routes/limits';
import { gatherPages } from './gather-pages.ts';

/** A list of these pages, whose addresses are their numbers, on a clock on which each takes `pageMs`. */
function listOf(pages: readonly (NamesPage | Error)[], pageMs = 0) {
  let time = 0;
  const asked: (string | undefined)[] = [];
  const stop = new AbortController();
  const getPage = async (next: string | undefined) => {
    asked.push(next);
    time += pageMs;
    const page = pages[Number(next ?? 0)];
    if (page === undefined || page instanceof Error) throw page;
    return page;
  };
  const gather = (count: number, next?: string) =>
    gatherPages(getPage, next, { count, signal: stop.signal, now: () => time });
  return { asked, gather, stop };
}

const failure = new RegistryError('forbidden', 'a.io', 'No.');
const three = [{ names: ['a'], next: '1' }, { names: ['b'], next: '2' }, { names: ['c'] }];

test('pages come as one, to the end of the list', async () => {
  expect(await listOf(three).gather(10)).toEqual({ names: ['a', 'b', 'c'] });
});

test('no page is asked for once there are enough names', async () => {
  const { gather, asked } = listOf(three);
  expect(await gather(2)).toEqual({ names: ['a', 'b'], next: '2' });
  expect(asked).toEqual([undefined, '1']);
});

test('a slow registry gives one page', async () => {
  expect(await listOf(three, gatherLimits.pagesMs).gather(10)).toEqual({ names: ['a'], next: '1' });
});

test('what came before a page that fails is given, and the failure to who asks on', async () => {
  const { gather } = listOf([{ names: ['a'], next: '1' }, failure]);
  expect(await gather(10)).toEqual({ names: ['a'], next: '1' });
  await expect(gather(10, '1')).rejects.toBe(failure);
});

test('who leaves ends it', async () => {
  const { gather, stop } = listOf([{ names: ['a'], next: '1' }, failure]);
  stop.abort();
  await expect(gather(10)).rejects.toBe(failure);
});

test('pages in a circle end with the address that leads back', async () => {
  const { gather, asked } = listOf([
    { names: ['a'], next: '1' },
    { names: ['b'], next: '1' },
  ]);
  expect(await gather(10)).toEqual({ names: ['a', 'b'], next: '1' });
  expect(asked).toEqual([undefined, '1']);
});

test('the reason why a list is cut stays', async () => {
  const pages = [
    { names: ['a'], next: '1' },
    { names: ['b'], cut: 'It never ends.' },
  ];
  expect(await listOf(pages).gather(10)).toEqual({ names: ['a', 'b'], cut: 'It never ends.' });
});
