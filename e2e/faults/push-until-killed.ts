// Pushes to the folder that it is given until somebody ends it; says on standard output what was answered 201.
import { createHash, randomBytes } from 'node:crypto';
import { createRegistry } from '#lib/layout/http/registry';
import { openLayoutStore } from '#lib/layout/store/layout-store';

const store = await openLayoutStore(process.argv[2] ?? '');
const handle = createRegistry(store);
await Promise.all(['acme/app', 'acme/other'].map(pushForever));

async function pushForever(name: string): Promise<void> {
  for (let at = 0; ; at++) {
    const layer = await push(name, randomBytes(200_000));
    const config = await push(name, Buffer.from(JSON.stringify({ at, name })));
    await pushManifest(name, { config, layers: [layer] }, `t${at % 20}`);
    if (at % 7 === 6) await ask('DELETE', `${name}/manifests/t${at % 20}`);
  }
}

async function push(name: string, content: Buffer<ArrayBuffer>) {
  const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
  const answer = await ask('POST', `${name}/blobs/uploads/`);
  const location = (answer.headers.get('Location') ?? '').replace('/v2/', '');
  await ask('PUT', `${location}?digest=${digest}`, { body: content });
  return { mediaType: 'application/octet-stream', digest, size: content.byteLength };
}

async function pushManifest(name: string, parts: object, tag: string): Promise<void> {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const body = JSON.stringify({ schemaVersion: 2, mediaType, ...parts });
  const digest = createHash('sha256').update(body).digest('hex');
  const answer = await ask('PUT', `${name}/manifests/${tag}`, {
    body,
    headers: { 'Content-Type': mediaType },
  });
  if (answer.status === 201) process.stdout.write(`${name} sha256:${digest}\n`);
}

async function ask(method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return handle(new Request(`http://registry.example/v2/${path}`, { ...init, method }));
}
