import { createHash } from 'node:crypto';
import { mediaTypes } from '#lib/oci/media-type';

const licences = ['MIT', 'Apache-2.0', 'BSD-3-Clause', 'GPL-2.0-only', 'ISC', 'LGPL-2.1-or-later'];

/** An SPDX document of so many packages, as a scanner writes it: about 630 bytes for each. */
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
      checksums: [{ algorithm: 'SHA256', checksumValue: (place * 7_919).toString(16).padStart(64, '0') }],
      sourceInfo: 'acquired package info from installed packages',
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

/** What a document is pushed as, and the artifact that it hangs on. */
type PushedAs = { readonly type?: string; readonly subject?: Pushed };

type Pushed = { readonly manifest: string; readonly size: number; readonly blob: string };

/** Puts a document into a registry, alone in a manifest; gives both digests, and the size of the manifest. */
export async function pushDocument(
  url: string,
  repository: string,
  bytes: Buffer,
  { type = 'application/spdx+json', subject }: PushedAs = {},
): Promise<Pushed> {
  const layer = await pushBytes(url, repository, bytes);
  const config = await pushBytes(url, repository, Buffer.from('{}'));
  const mediaType = mediaTypes.ociManifest;
  const { manifest: digest = '', size = 0 } = subject ?? {};
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType, artifactType: type },
      config: { ...config, mediaType: mediaTypes.empty },
      layers: [{ ...layer, mediaType: type }],
      ...(subject === undefined ? {} : { subject: { mediaType, digest, size } }),
    }),
  );
  const own = digestOf(manifest);
  await send(`${url}/v2/${repository}/manifests/${own}`, 'PUT', manifest, mediaType);
  return { manifest: own, size: manifest.byteLength, blob: layer.digest };
}

/** A report of Trivy and one of Grype on the same packages, with so many findings each. */
export function largeReports(count: number): Readonly<Record<string, Buffer>> {
  const places = Array.from({ length: count }, (_, place) => place);
  const nameOf = (place: number) => `package-${place % 3_000}`;
  const Vulnerabilities = places.map((place) => ({
    VulnerabilityID: `CVE-2026-${place}`,
    PkgName: nameOf(place),
    InstalledVersion: '1.0',
    FixedVersion: '1.1',
    Severity: 'HIGH',
    Title: 'A text of some words about what is wrong in this package.',
    PkgIdentifier: { PURL: `pkg:npm/${nameOf(place)}@1.0` },
  }));
  const matches = places.map((place) => ({
    vulnerability: { id: `CVE-2026-${place + count / 2}`, severity: 'Low', fix: { versions: [], state: '' } },
    artifact: {
      ...{ name: nameOf(place), version: '1.0', type: 'npm' },
      purl: `pkg:npm/${nameOf(place)}@1.0`,
    },
  }));
  const trivy = { SchemaVersion: 2, ArtifactName: 'app', Results: [{ Target: 'app', Vulnerabilities }] };
  const grype = { descriptor: { name: 'grype', version: '0.90.0' }, source: { type: 'image' }, matches };
  return {
    'application/vnd.aquasec.trivy.report+json': Buffer.from(JSON.stringify(trivy)),
    'application/vnd.anchore.grype+json': Buffer.from(JSON.stringify(grype)),
  };
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
