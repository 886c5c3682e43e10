import { describe, expect, test } from 'vitest';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { mediaTypes } from '#lib/oci/media-type';

const typed = { 'Content-Type': mediaTypes.ociManifest };

describe('a manifest', () => {
  test('is read by tag and by digest as it was written, odd spaces and all', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const body = `${JSON.stringify(artifactManifest(), null, 3)}\n\n`;
    const put = await registry.ask('PUT', 'acme/app/manifests/1.0', { body, headers: typed });
    expect([put.status, put.headers.get('Location')]).toEqual([
      201,
      `/v2/acme/app/manifests/${digestOf(body)}`,
    ]);
    for (const reference of ['1.0', digestOf(body)]) {
      const head = await registry.ask('HEAD', `acme/app/manifests/${reference}`);
      const got = await registry.ask('GET', `acme/app/manifests/${reference}`);
      expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(got.headers));
      expect(got.headers.get('Content-Type')).toBe(mediaTypes.ociManifest);
      expect(got.headers.get('Content-Length')).toBe(String(body.length));
      expect(got.headers.get('Docker-Content-Digest')).toBe(digestOf(body));
      expect(await got.text()).toBe(body);
      expect(await head.text()).toBe('');
    }
  });

  test('that the client has already is not sent again', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const digest = await registry.pushManifest('acme/app', artifactManifest(), '1.0');
    const headers = { 'If-None-Match': `"${digest}"` };
    expect((await registry.ask('GET', 'acme/app/manifests/1.0', { headers })).status).toBe(304);
  });
});

describe('deleting', () => {
  test('a tag leaves the manifest and its other tags', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const digest = await registry.pushManifest('acme/app', artifactManifest(), 'a');
    await registry.pushManifest('acme/app', artifactManifest(), 'b');
    expect((await registry.ask('DELETE', 'acme/app/manifests/a')).status).toBe(202);
    expect((await registry.ask('HEAD', 'acme/app/manifests/a')).status).toBe(404);
    expect((await registry.ask('HEAD', 'acme/app/manifests/b')).status).toBe(200);
    await registry.ask('DELETE', 'acme/app/manifests/b');
    expect((await registry.ask('HEAD', `acme/app/manifests/${digest}`)).status).toBe(200);
  });

  test('a manifest takes its tags along, and is then gone', async () => {
    await using registry = await openScratchRegistry();
    await registry.pushBlob('acme/app', '{}');
    const digest = await registry.pushManifest('acme/app', artifactManifest(), 'a');
    await registry.pushManifest('acme/app', artifactManifest(), 'b');
    expect((await registry.ask('DELETE', `acme/app/manifests/${digest}`)).status).toBe(202);
    expect(JSON.parse(await (await registry.ask('GET', 'acme/app/tags/list')).text()).tags).toEqual([]);
    for (const method of ['GET', 'DELETE']) {
      const again = await registry.ask(method, `acme/app/manifests/${digest}`);
      expect([again.status, JSON.parse(await again.text()).errors[0].code]).toEqual([
        404,
        'MANIFEST_UNKNOWN',
      ]);
    }
    expect((await registry.ask('HEAD', `acme/app/blobs/${digest}`)).status).toBe(404);
  });
});
