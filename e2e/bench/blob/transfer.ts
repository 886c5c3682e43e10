import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:http';
import { Readable } from 'node:stream';

const chunk = Buffer.alloc(1024 * 1024);

/** Uploads a blob of zeros and gives its digest. */
export async function pushZeros(url: string, repository: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const started = await send(`${url}/v2/${repository}/blobs/uploads/`, 'POST', []);
  const patched = await send(locationOf(started, url), 'PATCH', zeros(bytes, hash));
  const digest = `sha256:${hash.digest('hex')}`;
  const end = new URL(locationOf(patched, url));
  end.searchParams.set('digest', digest);
  const done = await send(end.href, 'PUT', []);
  if (done.statusCode !== 201) throw new Error(`The registry answered ${done.statusCode}.`);
  return digest;
}

/** Reads a response to its end and gives bytes a second. */
export async function drain(url: string): Promise<number> {
  const started = performance.now();
  const outgoing = request(url, { agent: false }).end();
  const [response]: IncomingMessage[] = await once(outgoing, 'response');
  if (response?.statusCode !== 200) throw new Error(`${url} answered ${response?.statusCode}.`);
  let bytes = 0;
  response.on('data', (data: Buffer) => {
    bytes += data.length;
  });
  await once(response, 'end');
  if (Number(response.headers['content-length']) !== bytes) throw new Error(`${url} was cut short.`);
  return bytes / ((performance.now() - started) / 1000);
}

function* zeros(bytes: number, hash: ReturnType<typeof createHash>): Generator<Buffer> {
  for (let sent = 0; sent < bytes; sent += chunk.length) {
    hash.update(chunk);
    yield chunk;
  }
}

async function send(url: string, method: string, body: Iterable<Buffer>): Promise<IncomingMessage> {
  const outgoing = request(url, { method, headers: { 'content-type': 'application/octet-stream' } });
  Readable.from(body).pipe(outgoing);
  const [response]: IncomingMessage[] = await once(outgoing, 'response');
  if (response === undefined) throw new Error(`${url} did not answer.`);
  response.resume();
  return response;
}

function locationOf(response: IncomingMessage, base: string): string {
  return new URL(response.headers.location ?? '', base).href;
}
