import { expect, test } from 'vitest';
import { createWrittenStore, isAhead, isHeard, nextWritten } from './written-search.ts';

const path = '/search';
const written = nextWritten(undefined, { path, search: '?saved=one', before: '?q=log4j' });

test('what was written shows while the router still says what stood before', () => {
  expect(isAhead(written, 'q=log4j', '?saved=one')).toBe(true);
});

test('a link within one path shows before the router has written its address', () => {
  expect(isAhead(written, 'q=openssl', '?saved=one')).toBe(false);
});

test('who goes back sees what the address says', () => {
  expect(isAhead(written, 'q=log4j', '?q=log4j')).toBe(false);
});

test('two queries written in a row show the second while the router says any before', () => {
  const second = nextWritten(written, { path, search: '?kind=signer', before: '?saved=one' });
  expect(isAhead(second, 'q=log4j', '?kind=signer')).toBe(true);
  expect(isAhead(second, 'saved=one', '?kind=signer')).toBe(true);
  const elsewhere = nextWritten(written, { path: '/inventory', search: '?days=7', before: '' });
  expect(elsewhere.before).toEqual(['']);
});

test('the router has heard of a query in either spelling', () => {
  const colon = nextWritten(undefined, { path, search: '?q=a:b/c', before: '' });
  expect(isHeard(colon, 'q=a%3Ab%2Fc')).toBe(true);
  expect(isHeard(colon, '')).toBe(false);
});

test('what one part of a page writes shows while the router has not heard of what another wrote before', () => {
  const store = createWrittenStore();
  let heard = 0;
  const leave = store.subscribe(() => {
    heard += 1;
  });
  store.put(nextWritten(store.read(), { path, search: '?kind=sbom', before: '' }));
  store.put(nextWritten(store.read(), { path, search: '?kind=sbom&find=c', before: '?kind=sbom' }));
  const last = store.read();
  expect(last && isAhead(last, '', '?kind=sbom&find=c')).toBe(true);
  store.put(undefined);
  store.put(undefined);
  expect([store.read(), heard]).toEqual([undefined, 3]);
  leave();
  store.put(last);
  expect(heard).toBe(3);
});
