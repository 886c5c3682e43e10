import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { Page } from './lists.ts';
import { cutPage, linkToNext, parsePageSize } from './lists.ts';

const subject = { mediaType: mediaTypes.ociManifest, digest: digestOf('subject'), size: 7 };
const sbom = 'application/spdx+json';

test('nothing refers to an unknown subject in an unknown repository', async () => {
  await using registry = await openScratchRegistry();
  const answer = await registry.ask('GET', `acme/app/referrers/${subject.digest}`);
  expect([answer.status, answer.headers.get('Content-Type')]).toEqual([200, mediaTypes.ociIndex]);
  expect(JSON.parse(await answer.text())).toEqual({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: [],
  });
});

test('a referrer is listed with its type, its annotations and its exact size', async () => {
  await using registry = await openScratchRegistry();
  const document = artifactManifest({ subject, artifactType: sbom, annotations: { by: 'syft' } });
  const [entry] = await pushAndList(registry, document);
  expect(entry).toEqual({
    mediaType: mediaTypes.ociManifest,
    digest: digestOf(JSON.stringify(document)),
    size: JSON.stringify(document).length,
    artifactType: sbom,
    annotations: { by: 'syft' },
  });
});

test('an image without a type of its own is listed with the type of its config', async () => {
  await using registry = await openScratchRegistry();
  const config = { mediaType: mediaTypes.ociConfig, digest: digestOf('{}'), size: 2 };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [], subject };
  const [entry] = await pushAndList(registry, document);
  expect(entry).toMatchObject({ artifactType: mediaTypes.ociConfig });
});

test('an index without a type is listed without one', async () => {
  await using registry = await openScratchRegistry();
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [], subject };
  const [entry] = await pushAndList(registry, document);
  expect(entry).not.toHaveProperty('artifactType');
});

test.each([
  [`artifactType=${encodeURIComponent(sbom)}`, [sbom]],
  [`artifactType=${sbom}`, [sbom]],
  [`artifactType=${encodeURIComponent(sbom)}&artifactType=a/b`, [sbom, 'a/b']],
  ['artifactType=x/y', []],
])('the filter %s is applied and named', async (query, types) => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  for (const artifactType of [sbom, 'a/b', 'c/d']) {
    await registry.pushManifest('acme/app', artifactManifest({ subject, artifactType }));
  }
  const answer = await registry.ask('GET', `acme/app/referrers/${subject.digest}?${query}`);
  expect(answer.headers.get('OCI-Filters-Applied')).toBe('artifactType');
  const listed = entriesOf(await answer.text()).map((entry) => entry.artifactType);
  expect(listed.sort()).toEqual([...types].sort());
});

test('pages follow their links to the end, filter included', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  for (let at = 0; at < 5; at++) {
    const annotations = { at: String(at) };
    await registry.pushManifest('acme/app', artifactManifest({ subject, artifactType: sbom, annotations }));
  }
  const pages = await listPages(
    registry,
    `acme/app/referrers/${subject.digest}?n=2&artifactType=${encodeURIComponent(sbom)}`,
  );
  expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  expect(new Set(pages.flat()).size).toBe(5);
});

test('a page ends before it is larger than a client must be able to read', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  for (let at = 0; at < 3; at++) {
    const annotations = { at: String(at), text: 'x'.repeat(2 * 1024 * 1024) };
    await registry.pushManifest('acme/app', artifactManifest({ subject, annotations }));
  }
  const pages = await listPages(registry, `acme/app/referrers/${subject.digest}`);
  expect(pages.map((page) => page.length)).toEqual([1, 1, 1]);
});

test('a deleted referrer is listed no more', async () => {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  const digest = await registry.pushManifest('acme/app', artifactManifest({ subject }), 'sig');
  await registry.ask('DELETE', 'acme/app/manifests/sig');
  expect(await listPages(registry, `acme/app/referrers/${subject.digest}`)).toEqual([[digest]]);
  await registry.ask('DELETE', `acme/app/manifests/${digest}`);
  expect(await listPages(registry, `acme/app/referrers/${subject.digest}`)).toEqual([[]]);
});

test('referrers are listed for a digest, not for a tag', async () => {
  await using registry = await openScratchRegistry();
  const answer = await registry.ask('GET', 'acme/app/referrers/latest');
  expect([answer.status, JSON.parse(await answer.text()).errors[0].code]).toEqual([400, 'DIGEST_INVALID']);
});

type Entry = { readonly digest: Digest; readonly artifactType?: string };

async function pushAndList(registry: ScratchRegistry, document: Readonly<Record<string, unknown>>) {
  await registry.pushBlob('acme/app', '{}');
  await registry.pushManifest('acme/app', document);
  const answer = await registry.ask('GET', `acme/app/referrers/${subject.digest}`);
  return entriesOf(await answer.text());
}

async function listPages(registry: ScratchRegistry, path: string): Promise<Digest[][]> {
  const pages: Digest[][] = [];
  for (let next: string | undefined = path; next !== undefined; ) {
    const answer = await registry.ask('GET', next);
    pages.push(entriesOf(await answer.text()).map(({ digest }) => digest));
    next = /^<\/v2\/(.+)>; rel="next"$/.exec(answer.headers.get('Link') ?? '')?.[1];
  }
  return pages;
}

function entriesOf(text: string): Entry[] {
  return JSON.parse(text).manifests;
}

test('pages hold every entry once and in order, and the last has no next', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 5 }), (names, size) => {
      const sorted = [...names].sort();
      const seen: string[] = [];
      let last: string | null = null;
      do {
        const page: Page<string> = cutPage(sorted, size, last, (name) => name);
        seen.push(...page.items);
        last = page.next ?? null;
      } while (last !== null);
      expect(seen).toEqual(sorted);
    }),
  );
});

test.each([
  ['', 100],
  ['n=7', 7],
  ['n=0', 0],
  ['n=999', 100],
  ['n=-1', undefined],
  ['n=x', undefined],
])('the query %j asks for %s entries', (query, size) => {
  expect(parsePageSize(new URLSearchParams(query), 100)).toBe(size);
});

test('the link keeps the other parameters', () => {
  const query = new URLSearchParams('n=2&artifactType=a/b%2Bc&last=old');
  expect(linkToNext('/v2/x', query, 'new')).toEqual({
    Link: '</v2/x?n=2&artifactType=a%2Fb%2Bc&last=new>; rel="next"',
  });
});
