import { beforeAll, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import {
  embeddedHost,
  openTestRegistry,
  pushBlob,
  pushImage,
  pushManifest,
  scriptedRegistry,
} from '#e2e/fakes/embedded';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerArchive } from './archive.ts';

const repository = 'team/large';
const referrers = 90;
let registry: EmbeddedRegistry;
let last: string;

/** An image with so many referrers that its archive begins before all is known. */
beforeAll(async () => {
  registry = await openTestRegistry();
  const { mediaType, digest, size } = await pushImage(registry, repository, '1.0');
  const empty = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  for (let number = 0; number < referrers; number += 1) {
    const subject = { mediaType, digest, size };
    const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: 'a/b' };
    const annotations = { number: String(number) };
    const pushed = await pushManifest(registry, repository, {
      ...document,
      ...{ config: empty, layers: [empty], subject, annotations },
    });
    last = pushed.digest;
  }
});

type Spoil = (request: Request) => Promise<Response | undefined> | undefined;

/** The registry under a name of its own, with other answers where `spoil` has one; gives the path of the archive. */
function serve(spoil: Spoil = () => undefined): string {
  const spoiled = scriptedRegistry(async (request) => {
    const other = await spoil(request);
    return (
      other ??
      registry.handle(new Request(request.url.replace(/scripted-\d+\.example/, embeddedHost), request))
    );
  });
  testServices({}, spoiled);
  return `/api/archive?ref=${encodeURIComponent(`${spoiled.hosts[0]}/${repository}:1.0`)}`;
}

const asksForLast = ({ url }: Request) => url.includes(`/referrers/${last}`);

test('an archive of many manifests begins while the registry still owes an answer', async () => {
  const held = Promise.withResolvers<undefined>();
  const response = await callRoute(
    answerArchive,
    serve((request) => (asksForLast(request) ? held.promise : undefined)),
  );
  expect(response.status).toBe(200);
  expect(response.headers.has('orrery-length')).toBe(false);
  const reader = response.body?.getReader();
  const read: Uint8Array[] = [];
  while (Buffer.concat(read).toString('latin1').split('blobs/sha256/').length < 20)
    read.push((await reader?.read())?.value ?? new Uint8Array());
  held.resolve(undefined);
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read())
    read.push(next.value);
  const text = Buffer.concat(read).toString('latin1');
  // The image, what refers to it, and the one blob that all have.
  expect(text.split('blobs/sha256/').length - 1).toBe(1 + referrers + 1);
  expect(text.lastIndexOf('index.json')).toBeGreaterThan(text.lastIndexOf('blobs/sha256/'));
});

test('what is found open late breaks the archive before its index', async () => {
  const held = Promise.withResolvers<Response>();
  const path = serve((request) => (asksForLast(request) ? held.promise : undefined));
  const response = await callRoute(answerArchive, path);
  expect(response.status).toBe(200);
  held.resolve(new Response(null, { status: 403 }));
  await expect(response.text()).rejects.toMatchObject({ problem: { code: 'incomplete' } });
});

test('who asks for it whole is refused in words, or told its length', async () => {
  const refused = await getProblem(
    answerArchive,
    `${serve((request) => (asksForLast(request) ? Promise.resolve(new Response(null, { status: 403 })) : undefined))}&whole=1`,
  );
  expect(refused.code).toBe('incomplete');
  const response = await callRoute(answerArchive, `${serve()}&whole=1`);
  const bytes = await response.arrayBuffer();
  expect(response.headers.get('orrery-length')).toBe(String(bytes.byteLength));
});

test('an archive whose gap is known early is refused in words', async () => {
  const path = serve(({ url }) =>
    url.includes('/tags/list') || /\/referrers\//.test(url)
      ? Promise.resolve(new Response(null, { status: 403 }))
      : undefined,
  );
  expect((await getProblem(answerArchive, path)).code).toBe('incomplete');
});
