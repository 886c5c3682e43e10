import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { mediaTypes } from '#lib/oci/media-type';

/** Uploads a file as a blob of a digest that is known. */
export async function pushFile(url: string, repository: string, path: string, digest: string): Promise<void> {
  await pushBlob(`${url}/v2/${repository}`, digest, createReadStream(path));
}

/** Uploads a layer and the manifest that lists it with its annotations; gives both digests. */
export async function pushLayer(
  url: string,
  repository: string,
  bytes: Buffer,
  annotations: Readonly<Record<string, string>>,
): Promise<{ readonly layer: string; readonly manifest: string }> {
  const base = `${url}/v2/${repository}`;
  const layer = digestOf(bytes);
  const config = Buffer.from('{}');
  await pushBlob(base, layer, Readable.from([bytes], { objectMode: false }));
  await pushBlob(base, digestOf(config), Readable.from([config], { objectMode: false }));
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const document = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest },
      config: { mediaType: mediaTypes.ociConfig, digest: digestOf(config), size: config.length },
      layers: [{ mediaType, digest: layer, size: bytes.length, annotations }],
    }),
  );
  const answer = await send(
    `${base}/manifests/${digestOf(document)}`,
    'PUT',
    Readable.from([document], { objectMode: false }),
    mediaTypes.ociManifest,
  );
  if (answer.statusCode !== 201) throw new Error(`The registry answered ${answer.statusCode}.`);
  return { layer, manifest: digestOf(document) };
}

async function pushBlob(base: string, digest: string, body: Readable): Promise<void> {
  const started = await send(`${base}/blobs/uploads/`, 'POST', Readable.from([]));
  const end = new URL(started.headers.location ?? '', base);
  const patched = await send(end.href, 'PATCH', body);
  const last = new URL(patched.headers.location ?? '', base);
  last.searchParams.set('digest', digest);
  const done = await send(last.href, 'PUT', Readable.from([]));
  if (done.statusCode !== 201) throw new Error(`The registry answered ${done.statusCode}.`);
}

async function send(
  url: string,
  method: string,
  body: Readable,
  type = 'application/octet-stream',
): Promise<IncomingMessage> {
  const outgoing = request(url, { method, headers: { 'content-type': type } });
  body.pipe(outgoing);
  const [response]: IncomingMessage[] = await once(outgoing, 'response');
  if (response === undefined) throw new Error(`${url} did not answer.`);
  response.resume();
  return response;
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
