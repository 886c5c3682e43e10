import { expect, test } from 'vitest';
import type { ObjectPlace } from './palette-object.ts';
import type { VerbWays } from './palette-verbs.ts';
import { paletteVerbs } from './palette-verbs.ts';

const registry = { registry: 'a.io' };
const repository = { ...registry, repository: 'team/web' };

/** What the verbs of a place make of a text: each row, and what running it does. */
function told(place: ObjectPlace, text: string, isReadOnly = false): readonly string[] {
  const done: string[] = [];
  const ways: VerbWays = {
    isReadOnly,
    change: ({ title }, reference) => done.push(`${title} ${Object.values(reference).join(' ')}`),
    go: (path) => done.push(path),
    compare: (reference) => done.push(`compare ${reference}`),
  };
  const space = text.indexOf(' ');
  const [word, object] = [text.slice(0, space), text.slice(space + 1)];
  return paletteVerbs(place, ways).flatMap(({ words, offer, forbidden }) => {
    const row = words.includes(word) ? offer(object) : undefined;
    if (row === undefined) return [];
    row.run();
    const why = row.forbidden ?? forbidden;
    return [`${row.title}: ${why ?? done.at(-1)}`];
  });
}

test('with a whole reference every verb works on a page of no registry', () => {
  expect(told({}, 'delete ghcr.io/x/y:1')).toEqual([
    'Delete tag…: Delete tag… ghcr.io x/y 1',
    'Delete with everything attached…: Delete with everything attached… ghcr.io x/y 1',
  ]);
  expect(told({}, 'archive ghcr.io/x/y:1')[0]).toBe('Archive: Archive ghcr.io x/y 1');
  expect(told({}, 'copy ghcr.io/x/y:1')).toEqual(['Copy or move…: Copy or move… ghcr.io x/y 1']);
  expect(told({}, 'verify ghcr.io/x/y:1')).toEqual(['Verify: /ghcr.io/x/y:1?tab=verification']);
  expect(told({}, 'coverage ghcr.io/x/y')).toEqual(['Coverage: /ghcr.io/x/y?view=audit']);
  expect(told({}, 'coverage localhost:5000')).toEqual(['Coverage: /localhost:5000?view=audit']);
  expect(told({}, 'prune ghcr.io/x/y:1')).toEqual(['Clean up: /ghcr.io/x/y?view=cleanup']);
  expect(told({}, 'delete 1.0')).toEqual([]);
});

test('a copy takes where it goes to, with or without an end', () => {
  for (const text of ['copy 1.0 to ghcr.io/mirror', 'copy 1.0 to', 'move 1.0 to ghcr.io'])
    expect(told(repository, text)).toEqual(['Copy or move…: Copy or move… a.io team/web 1.0']);
  expect(told(repository, 'delete 1.0 to ghcr.io')).toEqual([]);
});

test('a registry takes its repositories, a repository its tags', () => {
  expect(told(registry, 'coverage team/web')).toEqual(['Coverage: /a.io/team/web?view=audit']);
  expect(told(registry, 'open team/web:2')).toEqual(['Open: /a.io/team/web:2']);
  expect(told(repository, 'open 2')).toEqual(['Open: /a.io/team/web:2']);
  expect(told(repository, 'coverage 1.12')).toEqual(['Coverage: /a.io/team/web?view=audit']);
});

test('two are compared, one with the artifact of the page, else the other is asked for', () => {
  expect(told(repository, 'compare 1.0 2.0')[0]).toMatch(
    /^Compare: \/a\.io\/team\/web\?compare=1\.0\.\.2\.0/,
  );
  expect(told({ ...repository, tag: '1.0' }, 'diff 2.0')[0]).toMatch(/^Compare: .*1\.0\.\.2\.0/);
  expect(told(repository, 'compare 1.0')).toEqual(['Compare with…: compare a.io/team/web:1.0']);
  expect(told({}, 'compare ghcr.io/x/y:1 ghcr.io/x/y:2')[0]).toMatch(/^Compare: \/ghcr\.io\/x\/y\?compare=/);
});

test('what a read-only server or a layout forbids says so', () => {
  expect(told(repository, 'delete 1.0', true)[0]).toBe('Delete tag…: This Orrery is read-only.');
  expect(told(repository, 'open 1.0', true)).toEqual(['Open: /a.io/team/web:1.0']);
  expect(told(repository, 'archive 1.0', true)[0]).toMatch(/^Archive: Archive/);
  expect(told({}, 'delete oci:/srv/layout:1')[0]).toMatch(/^Delete tag…: A layout can be copied from/);
  expect(told({}, 'copy oci:/srv/layout:1')[0]).toMatch(/^Copy to a registry…: Copy to a registry… oci:/);
});

test('without an object each verb says what it wants; the second of two deletions stands behind the first', () => {
  const titles = (place: ObjectPlace) =>
    paletteVerbs(place, {
      ...{ isReadOnly: false, change: () => undefined, go: () => undefined, compare: () => undefined },
    }).flatMap(({ title }) => title ?? []);
  expect(titles(repository)).toEqual([
    'Attach something to a tag…',
    'Set tags of a tag…',
    'Copy or move a tag…',
    'Archive a tag…',
    'Delete a tag…',
    'Open a tag…',
    'Verify a tag…',
    'Evidence of a tag…',
    'Coverage of a repository…',
    'Clean up a repository…',
    'Compare two tags…',
  ]);
  expect(titles({})).toContain('Delete an artifact…');
});
