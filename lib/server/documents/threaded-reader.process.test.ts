import { afterEach, expect, test } from 'vitest';
import { describeBytes } from '#e2e/fakes/fake-store';
import { parseDigest } from '#lib/oci/digest';
import { unpackRows } from './packed-join.ts';
import type { ThreadedReader } from './threaded-reader.ts';
import { createThreadedReader } from './threaded-reader.ts';

let reader: ThreadedReader | undefined;
let faults: string[] = [];
afterEach(async () => {
  await reader?.close();
  faults = [];
});

function start(
  options: { readonly heapMiB?: number; readonly readMs?: number; readonly idleMs?: number } = {},
) {
  reader = createThreadedReader({ onFault: (message) => faults.push(message), ...options });
  return reader;
}

function content(text: string, key: string) {
  const bytes = new TextEncoder().encode(text);
  return { key, blob: describeBytes(bytes, 'application/json'), bytes, isWhole: true };
}

const sbom = (size: number) =>
  JSON.stringify({
    spdxVersion: 'SPDX-2.3',
    packages: Array.from({ length: size }, (_, place) => ({
      SPDXID: `SPDXRef-${place}`,
      name: `package-${place}`,
      versionInfo: '1.0',
    })),
  });
const query = { q: '', filter: [], offset: 0, count: 10 };
const greedy = () =>
  `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>${'<component/>'.repeat(3_000_000)}`;

test('a document is read in the thread, and its rows come from there', async () => {
  const { open, rows, opened, counted, meanings } = start();
  const read = await open(content(sbom(20), 'a'));
  expect(read?.documents).toMatchObject([{ kind: 'sbom', format: 'spdx-json' }]);
  expect(await opened('a')).toEqual(read);
  expect(await counted('a')).toEqual(read);
  expect((await meanings(content(sbom(1), 'b')))?.documents).toMatchObject([{ format: 'spdx-json' }]);
  expect(await rows({ key: 'b', index: 0, part: 'packages', query })).toBeUndefined();
  expect(faults).toEqual([]);
});

test('a document that takes too much memory is one sentence, also the next time, and others are read after it', async () => {
  const { open } = start({ heapMiB: 64 });
  const sentence = { documents: [], problems: [expect.stringContaining('too much memory')] };
  const [first, waiting] = await Promise.all([
    open(content(greedy(), 'greedy')),
    open(content(sbom(1), 'waiting')),
  ]);
  expect(first).toMatchObject(sentence);
  expect(waiting).toBeUndefined();
  expect(await open(content(greedy(), 'greedy'))).toMatchObject(sentence);
  expect((await open(content(sbom(1), 'waiting')))?.documents).toHaveLength(1);
});

test('a document that takes too long is one sentence', async () => {
  const { open } = start({ readMs: 1 });
  expect((await open(content(sbom(50_000), 'slow')))?.problems).toEqual([
    expect.stringContaining('takes too long'),
  ]);
});

test('a reader without work ends, and another begins when it is needed', async () => {
  const { open, opened } = start({ idleMs: 1 });
  await open(content(sbom(1), 'a'));
  await expect.poll(() => opened('a'), { timeout: 15_000 }).toBeUndefined();
  expect((await open(content(sbom(1), 'a')))?.documents).toHaveLength(1);
});

test('findings are joined in the thread, while others are answered', async () => {
  const { open, evidence, join, opened } = start();
  const findings = Array.from({ length: 3_000 }, (_, at) => ({
    VulnerabilityID: `CVE-2026-${at}`,
    PkgName: 'zlib',
    InstalledVersion: '1',
    Severity: 'LOW',
  }));
  const Results = [{ Target: 'app', Vulnerabilities: findings }];
  await open(content(JSON.stringify({ SchemaVersion: 2, ArtifactName: 'app', Results }), 'a'));
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  const artifact = { root: digest, platforms: new Map([[digest, 'linux/amd64']]), references: [] };
  const asked = {
    join: 'one',
    order: [0, 0],
    place: { digest, about: digest },
    artifact,
    olderUnread: 0,
  } as const;
  expect(await evidence({ ...asked, key: 'gone', index: 0 })).toBeUndefined();
  expect(await evidence({ ...asked, key: 'a', index: 0 })).toEqual({ isNothing: false, isKept: true });
  const answers: string[] = [];
  const joining = join('one').then((joined) => {
    answers.push('join');
    return joined;
  });
  await opened('a').then(() => answers.push('opened'));
  const joined = await joining;
  expect([joined?.counts.open, answers]).toEqual([3_000, ['opened', 'join']]);
  expect((await unpackRows(joined?.packed ?? [])).length).toBe(3_000);
});
