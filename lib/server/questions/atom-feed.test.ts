import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { atomFeed } from './atom-feed.ts';
import { savedQuestionLimits } from './limits.ts';
import type { HitChange } from './saved-question.ts';

const id = '0b5c6a0e-7a52-4b7e-9a53-2f6a5f3f1a11';
const question = { id, name: 'old & <bad> "log4j" \u0000', createdAt: 0 };
const address = (path: string) => `https://orrery.example${path}`;
const hit = (tag: string) => ({ key: `a.io/app@sha256:${tag}`, reference: `a.io/app:${tag}` });
const change = (at: number, ...tags: readonly string[]): HitChange => ({
  ...{ id: `change ${at}`, at, gained: tags.map(hit), lost: [hit('gone')], isCut: false },
});

/** The texts of a feed by their elements. @throws Error where it is no XML */
function textsOf(feed: string) {
  const texts: Record<string, string[]> = {};
  const open: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => void open.push(name));
  parser.on('closetag', () => void open.pop());
  parser.on('text', (text) => {
    const path = open.join(' ');
    if (text.trim() !== '') texts[path] = [...(texts[path] ?? []), text];
  });
  parser.write(feed).close();
  return texts;
}

test('each gained hit is an entry, the newest first, and what was lost is none', () => {
  const feed = atomFeed({ question, changes: [change(86_400_000, '3'), change(0, '1', '2')], address });
  const texts = textsOf(feed);
  expect(texts['feed title']).toEqual(['old & <bad> "log4j" \u{fffd}']);
  expect(texts['feed updated']).toEqual(['1970-01-02T00:00:00.000Z']);
  expect(texts['feed entry title']).toEqual(['a.io/app:3', 'a.io/app:1', 'a.io/app:2']);
  expect(feed).toContain('href="https://orrery.example/a.io/app:3"');
  expect(feed).not.toContain('gone');
});

test('an entry keeps its id, and no two have the same', () => {
  const idsOf = (...changes: readonly HitChange[]) =>
    textsOf(atomFeed({ question, changes, address }))['feed entry id'] ?? [];
  const first = idsOf(change(0, '1', '2'));
  expect(first.every((text) => /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text))).toBe(true);
  const both = idsOf(change(1, '1'), change(0, '1', '2'));
  expect(both.slice(1)).toEqual(first);
  expect(new Set(both).size).toBe(3);
});

test('without changes the feed is empty, and a long one is cut', () => {
  expect(textsOf(atomFeed({ question, changes: [], address }))['feed updated']).toEqual([
    '1970-01-01T00:00:00.000Z',
  ]);
  const { entriesMax } = savedQuestionLimits;
  const tags = Array.from({ length: entriesMax + 1 }, (_, at) => String(at));
  const entries = textsOf(atomFeed({ question, changes: [change(0, ...tags)], address }))['feed entry id'];
  expect(entries?.length).toBe(entriesMax);
});
