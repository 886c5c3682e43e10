import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeBytes } from '#e2e/fakes/fake-store';
import { createRegistry } from '#lib/layout/http/registry';
import { openLayoutStore } from '#lib/layout/store/layout-store';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';

export const embeddedHost = 'localhost:4400';

/** The registry of this process over an empty folder. */
export async function openTestRegistry(): Promise<EmbeddedRegistry> {
  const store = await openLayoutStore(await mkdtemp(join(tmpdir(), 'orrery-test-')));
  return { hosts: [embeddedHost], handle: createRegistry(store) };
}

let scripted = 0;

/** A registry that is only a function, for what the real one would never do; no client remembers it from another test. */
export function scriptedRegistry(handle: EmbeddedRegistry['handle']): EmbeddedRegistry {
  scripted += 1;
  return { hosts: [`scripted-${scripted}.example`], handle };
}

export async function pushBlob(
  registry: EmbeddedRegistry,
  repository: string,
  content: string | Uint8Array,
  mediaType = 'application/octet-stream',
): Promise<Descriptor> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : Uint8Array.from(content);
  const blob = describeBytes(bytes, mediaType);
  await send(registry, 'POST', `/v2/${repository}/blobs/uploads/?digest=${blob.digest}`, bytes);
  return blob;
}

export async function pushImage(
  registry: EmbeddedRegistry,
  repository: string,
  tag: string,
): Promise<Descriptor & { readonly text: string }> {
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.ociConfig };
  const text = `${JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] })}\n`;
  const bytes = new TextEncoder().encode(text);
  await send(registry, 'PUT', `/v2/${repository}/manifests/${tag}`, bytes, mediaTypes.ociManifest);
  return { ...describeBytes(bytes, mediaTypes.ociManifest), text };
}

/** Puts any manifest there, under a tag or, without one, its digest. */
export async function pushManifest(
  registry: EmbeddedRegistry,
  repository: string,
  document: Readonly<Record<string, unknown>> & { readonly mediaType: string },
  tag?: string,
): Promise<Descriptor> {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const descriptor = describeBytes(bytes, document.mediaType);
  const path = `/v2/${repository}/manifests/${tag ?? descriptor.digest}`;
  await send(registry, 'PUT', path, bytes, document.mediaType);
  return descriptor;
}

async function send(
  registry: EmbeddedRegistry,
  method: string,
  path: string,
  body: Uint8Array<ArrayBuffer>,
  type = 'application/octet-stream',
): Promise<void> {
  const headers = { 'content-type': type, 'content-length': String(body.byteLength) };
  const response = await registry.handle(
    new Request(`http://${embeddedHost}${path}`, { method, body, headers }),
  );
  if (response.status !== 201) throw new Error(`${method} ${path}: ${response.status}`);
}
