import { createHash } from 'node:crypto';
import { statfsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry } from '#lib/layout/http/registry';
import type { LayoutStore } from '#lib/layout/store/layout-store';
import { openLayoutStore } from '#lib/layout/store/layout-store';
import type { Digest, HashAlgorithm } from '#lib/oci/digest';
import { digestFromHash } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';

/** The embedded registry over a folder of its own that is asked without a socket. */
export type ScratchRegistry = {
  readonly folder: string;
  readonly store: LayoutStore;
  readonly handle: (request: Request) => Promise<Response>;
  /** Asks for a path below `/v2/`. */
  readonly ask: (method: string, path: string, init?: RequestInit) => Promise<Response>;
  readonly pushBlob: (name: string, content: Uint8Array | string) => Promise<Digest>;
  /** Pushes a document under a tag, or by its digest when there is none. */
  readonly pushManifest: (name: string, document: ManifestDocument, tag?: string) => Promise<Digest>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const sharedMemory = '/dev/shm';
const roomBytes = 512 * 1024 * 1024;

/** Memory where there is room for it: each blob of a registry waits for its disk, which says nothing of what is tested. */
const parent = hasRoom(sharedMemory) ? sharedMemory : tmpdir();

export type ManifestDocument = Readonly<Record<string, unknown>>;

/** Opens one; `await using` removes its folder at the end. */
export async function openScratchRegistry(): Promise<ScratchRegistry> {
  const folder = await mkdtemp(join(parent, 'orrery-registry-'));
  const store = await openLayoutStore(folder);
  const handle = createRegistry(store, (error) => {
    throw error;
  });
  const ask: ScratchRegistry['ask'] = (method, path, init = {}) =>
    handle(new Request(`http://registry.example/v2/${path}`, { ...init, method }));
  return {
    folder,
    store,
    handle,
    ask,
    async pushBlob(name, content) {
      const digest = digestOf(content);
      await mustAnswer(
        201,
        ask('POST', `${name}/blobs/uploads/?digest=${digest}`, { body: toBody(content) }),
      );
      return digest;
    },
    async pushManifest(name, document, tag) {
      const body = JSON.stringify(document);
      const digest = digestOf(body);
      const headers = { 'Content-Type': String(document.mediaType ?? mediaTypes.ociManifest) };
      await mustAnswer(201, ask('PUT', `${name}/manifests/${tag ?? digest}`, { body, headers }));
      return digest;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** An artifact without content of its own; `extra` adds to its manifest or replaces parts of it. */
export function artifactManifest(extra: ManifestDocument = {}): ManifestDocument {
  const empty = { mediaType: mediaTypes.empty, digest: digestOf('{}'), size: 2 };
  return {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'application/vnd.example.thing',
    config: empty,
    layers: [empty],
    ...extra,
  };
}

/** The digest of some content. */
export function digestOf(content: Uint8Array | string, algorithm: HashAlgorithm = 'sha256'): Digest {
  return digestFromHash(algorithm, createHash(algorithm).update(content).digest('hex'));
}

// Containers often give it 64 MiB, and other systems have none.
function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= roomBytes;
  } catch {
    return false;
  }
}

function toBody(content: Uint8Array | string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(content));
}

async function mustAnswer(status: number, asked: Promise<Response>): Promise<void> {
  const response = await asked;
  if (response.status !== status) throw new Error(`${response.status} ${await response.text()}`);
}
