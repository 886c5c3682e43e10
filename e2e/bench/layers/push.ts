import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import type { IndexedLayer } from '#e2e/content/indexed-layers';
import { mediaTypes } from '#lib/oci/media-type';

/** Uploads a file as a blob of a digest that is known. */
export async function pushFile(url: string, repository: string, path: string, digest: string): Promise<void> {
  await pushBlob(`${url}/v2/${repository}`, digest, createReadStream(path));
}

/** Uploads layers and the manifest of an image that lists them; gives the digests. */
export async function pushImageOf(
  url: string,
  repository: string,
  contents: readonly IndexedLayer[],
): Promise<{ readonly manifest: string; readonly layers: readonly string[] }> {
  const base = `${url}/v2/${repository}`;
  const config = Buffer.from('{}');
  await pushBlob(base, digestOf(config), bodyOf(config));
  const mediaType = 'application/vnd.oci.image.layer.v1.tar+gzip';
  const layers = contents.map(({ bytes, annotations }) => {
    return { mediaType, digest: digestOf(bytes), size: bytes.length, annotations };
  });
  for (const { bytes } of contents) await pushBlob(base, digestOf(bytes), bodyOf(bytes));
  const document = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, layers },
      config: { mediaType: mediaTypes.ociConfig, digest: digestOf(config), size: config.length },
    }),
  );
  const address = `${base}/manifests/${digestOf(document)}`;
  const answer = await send(address, 'PUT', bodyOf(document), mediaTypes.ociManifest);
  if (answer.statusCode !== 201) throw new Error(`The registry answered ${answer.statusCode}.`);
  return { manifest: digestOf(document), layers: layers.map(({ digest }) => digest) };
}

function bodyOf(bytes: Buffer): Readable {
  return Readable.from([bytes], { objectMode: false });
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
