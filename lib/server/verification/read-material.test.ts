import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage } from '#e2e/fakes/embedded';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import { readMaterial, withSignedBytes } from './read-material.ts';

let registry: EmbeddedRegistry;
const repository = 'team/material';
const { signal } = new AbortController();
beforeEach(async () => {
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const place = () =>
  placeOf(sessionOf(new Request('http://localhost:4400')), { registry: embeddedHost, repository });

test('a provenance file of Helm comes with the chart beside it, by the name that Helm gives it', async () => {
  const blob = await pushBlob(registry, repository, 'signed');
  const content = await pushBlob(registry, repository, 'chart');
  const piece = { blob, form: 'helm-prov', kind: 'signature' } as const;
  const read = async (config?: string) => {
    const pushed = config === undefined ? {} : { config: await pushBlob(registry, repository, config) };
    return await readMaterial(place(), { ...piece, chart: { content, ...pushed } }, signal);
  };
  expect(await read('{"name":"shop","version":"1.2.3"}')).toMatchObject({
    bytes: new TextEncoder().encode('signed'),
    chart: { digest: content.digest, fileName: 'shop-1.2.3.tgz' },
  });
  for (const config of [undefined, '{"name":1}', 'no JSON', '[]'])
    expect(await read(config)).toMatchObject({ chart: { digest: content.digest } });
  expect(await readMaterial(place(), piece, signal)).not.toHaveProperty('chart');
});

test('what nobody signed is not read', async () => {
  const blob = await pushBlob(registry, repository, 'statement');
  const material = await readMaterial(place(), { blob, form: 'unsigned', kind: 'attestation' }, signal);
  expect(material).toEqual({ form: 'unsigned' });
});

test('a bundle that signs the artifact itself comes with the bytes of it', async () => {
  const { digest, size, mediaType, text } = await pushImage(registry, repository, '1.0');
  const target = { digest, size, mediaType };
  const bundle = (content: string) => ({ form: 'sigstore-bundle', bytes: Buffer.from(content) }) as const;
  const own = await withSignedBytes(place(), bundle('{"messageSignature":{}}'), target, signal);
  expect(Buffer.from(own.bytes ?? []).toString()).toBe(text);
  expect(await withSignedBytes(place(), bundle('{"dsseEnvelope":{}}'), target, signal)).toBe(target);
});
