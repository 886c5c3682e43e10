import { createHash } from 'node:crypto';
import { mediaTypes } from '#lib/oci/media-type';

const licences = ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'GPL-2.0-only', 'ISC', 'LGPL-2.1-or-later'];

/** An SPDX document of so many packages, as a scanner writes it: about 700 bytes for each. */
export function largeSbom(count: number): Buffer {
  const packages = Array.from({ length: count }, (_, place) => {
    const name = `package-${(place * 7_919) % count}`;
    const version = `${place % 30}.${place % 17}.${place % 11}`;
    return {
      name,
      SPDXID: `SPDXRef-${place}`,
      versionInfo: version,
      supplier: 'Organization: Example',
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: licences[place % licences.length],
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: `pkg:npm/${name}@${version}`,
        },
      ],
    };
  });
  const relationships = packages.map(({ SPDXID }) => ({
    spdxElementId: 'SPDXRef-DOCUMENT',
    relatedSpdxElement: SPDXID,
    relationshipType: 'DESCRIBES',
  }));
  const creationInfo = { created: '2026-11-01T00:00:00Z', creators: ['Tool: syft-1.4.0'] };
  const head = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'large', creationInfo };
  return Buffer.from(JSON.stringify({ ...head, packages, relationships }));
}

/** Puts a document into a registry, alone in a manifest; gives both digests. */
export async function pushDocument(
  url: string,
  repository: string,
  bytes: Buffer,
): Promise<{ readonly manifest: string; readonly blob: string }> {
  const layer = await pushBytes(url, repository, bytes);
  const config = await pushBytes(url, repository, Buffer.from('{}'));
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      artifactType: 'application/spdx+json',
      config: { ...config, mediaType: mediaTypes.empty },
      layers: [{ ...layer, mediaType: 'application/spdx+json' }],
    }),
  );
  const digest = digestOf(manifest);
  await send(`${url}/v2/${repository}/manifests/${digest}`, 'PUT', manifest, mediaTypes.ociManifest);
  return { manifest: digest, blob: layer.digest };
}

async function pushBytes(url: string, repository: string, bytes: Buffer) {
  const digest = digestOf(bytes);
  const { location } = await send(`${url}/v2/${repository}/blobs/uploads/`, 'POST', Buffer.alloc(0));
  const end = new URL(location, url);
  end.searchParams.set('digest', digest);
  await send(end.href, 'PUT', bytes);
  return { digest, size: bytes.byteLength };
}

async function send(url: string, method: string, bytes: Buffer, type = 'application/octet-stream') {
  const body = new Uint8Array(bytes);
  const response = await globalThis.fetch(url, { method, body, headers: { 'content-type': type } });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}.`);
  return { location: response.headers.get('location') ?? '' };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
