import { beforeEach, expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { documentsSchema, rowsSchema } from '#lib/api/contract/document-contract';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerDocument, answerDocumentRows } from './documents.ts';

let registry: EmbeddedRegistry;
let repository: string;
let count = 0;
beforeEach(async () => {
  count += 1;
  repository = `team/documents-${count}`;
  registry ??= await openTestRegistry();
  testServices({}, registry);
});

const trivy = {
  SchemaVersion: 2,
  ArtifactName: 'app',
  Results: [
    {
      Target: 'app',
      Vulnerabilities: [
        { VulnerabilityID: 'CVE-2026-1', PkgName: 'openssl', InstalledVersion: '1', Severity: 'CRITICAL' },
        { VulnerabilityID: 'CVE-2026-2', PkgName: 'zlib', InstalledVersion: '2', Severity: 'LOW' },
      ],
    },
  ],
};

/** A manifest with these layers, and its reference by digest. */
async function push(layers: readonly (readonly [text: string, mediaType: string])[]) {
  const config = { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty };
  const blobs: Descriptor[] = [];
  for (const [text, mediaType] of layers)
    blobs.push({ ...(await pushBlob(registry, repository, text)), mediaType });
  const manifest = await pushManifest(registry, repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: 'application/vnd.example',
    config,
    layers: blobs,
  });
  return { ref: `${embeddedHost}/${repository}@${manifest.digest}`, blobs, manifest };
}

async function read(ref: string) {
  const response = await callRoute(answerDocument, `/api/document?ref=${encodeURIComponent(ref)}`);
  expect(response.status).toBe(200);
  return { response, ...documentsSchema.parse(await response.json()) };
}

test('an artifact says what it carries, and is not asked for twice', async () => {
  const { ref, manifest } = await push([[JSON.stringify(trivy), 'application/json']]);
  const { response, about, reference, documents } = await read(ref);
  expect({ about, reference }).toEqual({ about: manifest.digest, reference: ref });
  expect(documents).toMatchObject([{ kind: 'vulnerability-report', format: 'trivy-json', isWhole: true }]);
  const etag = response.headers.get('etag') ?? '';
  expect(response.headers.get('cache-control')).toContain('immutable');
  const again = await callRoute(answerDocument, `/api/document?ref=${encodeURIComponent(ref)}`, {
    headers: { 'if-none-match': etag },
  });
  expect(again.status).toBe(304);
});

test('a layer that is no document is a file, and a broken one says so beside those that are read', async () => {
  const { ref } = await push([
    ['{"spdxVersion": "SPDX-2.3", "packages": [', 'application/spdx+json'],
    ['hello', 'application/x-unknown'],
    [JSON.stringify(trivy), 'application/json'],
  ]);
  const { documents } = await read(ref);
  expect(documents.map(({ format, problems }) => [format, problems.length])).toEqual([
    ['spdx-json', 1],
    ['application/x-unknown', 0],
    ['trivy-json', 0],
  ]);
});

test('an image without documents has none but its config', async () => {
  const config = await pushBlob(registry, repository, '{"os":"linux","architecture":"arm64"}');
  const manifest = await pushManifest(registry, repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: { ...config, mediaType: mediaTypes.ociConfig },
    layers: [],
  });
  const { documents } = await read(`${embeddedHost}/${repository}@${manifest.digest}`);
  expect(documents.map(({ blob }) => blob.digest)).toEqual([config.digest]);
});

test('a manifest that is not there is a problem', async () => {
  const problem = await getProblem(answerDocument, `/api/document?ref=${embeddedHost}/${repository}:1.0`);
  expect(problem).toMatchObject({ status: 404, code: 'not-found' });
});

test('rows of a blob that the manifest does not have are a problem', async () => {
  const { ref, manifest } = await push([]);
  const problem = await getProblem(
    answerDocumentRows,
    `/api/document/rows?ref=${encodeURIComponent(ref)}&blob=${manifest.digest}&part=findings`,
  );
  expect(problem).toMatchObject({ status: 404, code: 'not-found' });
});

test.each([
  ['filter=colour:red', 'filter'],
  ['sort=a,b', 'sort'],
  ['n=5000', 'n'],
  ['part=things', 'part'],
])('%s is refused with a sentence', async (query, name) => {
  const { ref, blobs } = await push([[JSON.stringify(trivy), 'application/json']]);
  const part = query.startsWith('part') ? '' : '&part=findings';
  const problem = await getProblem(
    answerDocumentRows,
    `/api/document/rows?ref=${encodeURIComponent(ref)}&blob=${blobs[0]?.digest}${part}&${query}`,
  );
  expect(problem.detail).toContain(`"${name}"`);
});

const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  metadata: { component: { type: 'application', name: 'shop', 'bom-ref': 'shop' } },
  components: Array.from({ length: 2_500 }, (_, place) => ({
    type: 'library',
    name: `part-${place}`,
    'bom-ref': `part-${place}`,
    licenses: [{ license: { id: place % 2 === 0 ? 'MIT' : 'ISC' } }],
  })),
  dependencies: [{ ref: 'shop', dependsOn: ['part-1'] }],
};

async function rows(query: string) {
  const { ref, blobs } = await push([[JSON.stringify(bom), 'application/vnd.cyclonedx+json']]);
  const path = `/api/document/rows?ref=${encodeURIComponent(ref)}&blob=${blobs[0]?.digest}&part=packages&${query}`;
  return await callRoute(answerDocumentRows, path);
}

test('rows come in pages, which say how many fit and which comes next', async () => {
  const page = rowsSchema.parse(await (await rows('q=PART-1&sort=-name&n=2&last=1')).json());
  expect(page).toMatchObject({ total: 1_111, of: 2_500, next: '3' });
  expect(page.rows.map(({ name }) => name)).toEqual(['part-1998', 'part-1997']);
  expect(page.facets?.licence).toEqual({ MIT: 1_250, ISC: 1_250 });
});

test('a table holds all rows that fit, as a download', async () => {
  const response = await rows('filter=licence:MIT&format=csv');
  expect(response.headers.get('content-disposition')).toContain('attachment; filename="packages.csv"');
  const lines = (await response.text()).trimEnd().split('\r\n');
  expect(lines).toHaveLength(1_251);
  expect(lines[0]).toMatch(/^name,version,type,licences/);
});

test('the ways to a package are told with the packages on them', async () => {
  const page = rowsSchema.parse(await (await rows('path=part-1')).json());
  expect(page.paths).toEqual([['shop', 'part-1']]);
  expect(page.rows).toMatchObject([{ name: 'part-1' }]);
});

test('who does not wait for the counts of a large SBOM gets its first rows, and the counts a moment later', async () => {
  const packages = Array.from({ length: 60_000 }, (_, at) => ({ name: `p${at}`, comment: 'x'.repeat(80) }));
  const { ref } = await push([
    [JSON.stringify({ spdxVersion: 'SPDX-2.3', packages }), 'application/spdx+json'],
  ]);
  const prompt = await callRoute(answerDocument, `/api/document?ref=${encodeURIComponent(ref)}&prompt=1`);
  expect(prompt.headers.get('cache-control')).toContain('no-store');
  expect(documentsSchema.parse(await prompt.json()).documents).toMatchObject([
    { isCounting: true, summary: { packages: 60_000 }, firstRows: { isComplete: false } },
  ]);
  const { response, documents } = await read(ref);
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(documents).toMatchObject([{ summary: { packages: 60_000, lacking: { licence: 60_000 } } }]);
  expect(documents[0]).not.toHaveProperty('isCounting');
});
