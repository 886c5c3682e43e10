import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, pushBlob, pushManifest, scriptedRegistry } from '#e2e/fakes/embedded';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { useScratchProduct } from '#e2e/inventory/fleet/scratch-product';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';

const cycloneDxType = 'application/vnd.cyclonedx+json';
const trivyType = 'application/vnd.aquasec.trivy.report+json';
const miB = 1024 ** 2;
/** NUL, an override of the direction of writing, a bell and the two halves of a pair, each alone. */
const odd = 'a\u0000b\u202ec\u0007d\ud800e\udc00';
const cycloneDx = (components: unknown, more: object = {}) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components, ...more });
const good = cycloneDx([{ type: 'library', name: 'good', version: '1', purl: 'pkg:npm/good@1' }]);

type Planted = {
  /** Of the image, beyond what it has anyway. */
  readonly image?: object;
  /** What is attached beside a good SBOM. */
  readonly attached?: { readonly type: string; readonly content: string; readonly claimed?: number };
  /** What is known of that: how many packages and vulnerabilities, and why it was not read whole. */
  readonly expected?: { readonly packages: number | null; readonly found?: number; readonly unread?: RegExp };
};

const strange: Readonly<Record<string, Planted>> = {
  annotations: { image: { annotations: { [odd]: odd, 'org.opencontainers.image.created': odd } } },
  'no-such-day': { image: { annotations: { 'org.opencontainers.image.created': '2026-02-30T00:00:00Z' } } },
  'far-year': {
    image: { annotations: { 'org.opencontainers.image.created': '+275760-09-13T00:00:00Z' } },
  },
  type: { image: { artifactType: odd }, attached: { type: `application/${odd}+json`, content: '{}' } },
  names: {
    attached: {
      type: cycloneDxType,
      content: cycloneDx(
        [
          { type: 'library', name: odd, version: odd, purl: `pkg:npm/%00%ff@${odd}` },
          { type: odd, name: 'x'.repeat(100_000), version: 1e308, licenses: [{ license: { id: odd } }] },
        ],
        { metadata: { component: { name: odd } } },
      ),
    },
    expected: { packages: 2 },
  },
  deep: {
    attached: {
      type: cycloneDxType,
      content: `{"bomFormat":"CycloneDX","components":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    },
    expected: { packages: null, unread: /nested deeper/ },
  },
  twice: {
    attached: { type: cycloneDxType, content: '{"bomFormat":"CycloneDX","bomFormat":"CycloneDX"}' },
    expected: { packages: 0 },
  },
  huge: {
    attached: { type: cycloneDxType, content: 'huge', claimed: 200 * miB },
    expected: { packages: 1, unread: /^Only the first 16\.0 MiB of 200 MiB were read/ },
  },
  report: {
    attached: {
      type: trivyType,
      content: JSON.stringify({
        ...{ SchemaVersion: 2, ArtifactName: odd, CreatedAt: '+275760-09-13T00:00:00Z' },
        Results: [
          {
            Target: odd,
            Vulnerabilities: Array.from({ length: 6_000 }, (_, at) => ({
              ...{ VulnerabilityID: at === 0 ? odd : `CVE-2026-${at}`, PkgName: odd, Severity: odd },
            })),
          },
        ],
      }),
    },
    expected: { packages: null, found: 6_000 },
  },
  provenance: {
    attached: {
      type: 'application/vnd.in-toto+json',
      content: JSON.stringify({
        ...{ _type: 'https://in-toto.io/Statement/v1', subject: [{ name: odd, digest: {} }] },
        predicateType: 'https://slsa.dev/provenance/v1',
        predicate: {
          buildDefinition: { buildType: odd, externalParameters: { workflow: { repository: odd } } },
          runDetails: { builder: { id: odd } },
        },
      }),
    },
  },
};

describe.skipIf(testDatabaseUrl === undefined)('an image to which a stranger has attached something', () => {
  const { product, tables } = useScratchProduct();
  let own: EmbeddedRegistry;
  let host = '';
  /** What is sent for a blob in place of what it holds. */
  const blobs = new Map<string, () => Response>();

  beforeEach(async () => {
    own = await openTestRegistry();
    const registry = scriptedRegistry(async (request) => {
      const give = request.method === 'GET' ? blobs.get(new URL(request.url).pathname) : undefined;
      return give === undefined ? await own.handle(request) : give();
    });
    host = registry.hosts[0] ?? '';
    testServices({}, registry);
    testVerification();
    blobs.clear();
  });

  const emptyConfig = async (repository: string, mediaType: string) => ({
    ...(await pushBlob(own, repository, '{}')),
    mediaType,
  });
  const pushImage = async (repository: string, more: object = {}) =>
    await pushManifest(
      own,
      repository,
      {
        ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, layers: [], ...more },
        config: await emptyConfig(repository, mediaTypes.ociConfig),
      },
      '1',
    );
  const attach = async (
    repository: string,
    { digest, size, mediaType }: Descriptor,
    { type, content, claimed }: NonNullable<Planted['attached']>,
  ) => {
    const blob = await pushBlob(own, repository, content);
    const layer = { ...blob, mediaType: type, ...(claimed === undefined ? {} : { size: claimed }) };
    await pushManifest(own, repository, {
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: type, layers: [layer] },
      ...{ config: await emptyConfig(repository, mediaTypes.empty), subject: { digest, size, mediaType } },
    });
    return `/v2/${repository}/blobs/${blob.digest}`;
  };
  const documents = async (repository: string) => {
    const { rows } = await sql<{ packages: number | null; found: number | null; unread: string | null }>`
      SELECT cardinality(d.packages) AS packages, cardinality(d.vulnerabilities) AS found, d.unread
      FROM document d JOIN referrer f ON f.manifest = d.manifest JOIN repository r ON r.id = f.repository
      JOIN registry g ON g.id = r.registry WHERE g.host = ${host} AND r.name = ${repository}`.execute(
      tables(),
    );
    return rows;
  };
  /** Many bytes of an SBOM that does not end. */
  const endless = (onSent: (bytes: number) => void = () => undefined) => {
    const send = (controller: ReadableStreamDefaultController<Uint8Array>, text: string) => {
      onSent(text.length);
      controller.enqueue(new TextEncoder().encode(text));
    };
    return new Response(
      new ReadableStream<Uint8Array>({
        start: (controller) => send(controller, '{"bomFormat":"CycloneDX","components":['),
        pull: (controller) => send(controller, `{"name":"${'x'.repeat(miB)}"},`),
      }),
    );
  };

  test('is known all the same, and of what was attached what can be', { timeout: 120_000 }, async () => {
    let sent = 0;
    const count = (bytes: number) => {
      sent += bytes;
    };
    for (const [name, { image, attached }] of Object.entries(strange)) {
      const subject = await pushImage(name, image);
      await attach(name, subject, { type: cycloneDxType, content: good });
      const blob = attached === undefined ? undefined : await attach(name, subject, attached);
      if (blob !== undefined && attached?.claimed !== undefined) blobs.set(blob, () => endless(count));
    }
    await product().scan(host);
    for (const [name, { expected }] of Object.entries(strange)) {
      const rows = await documents(name);
      expect(rows, name).toContainEqual({ packages: 1, found: null, unread: null });
      if (expected === undefined) continue;
      const { packages, found = null, unread } = expected;
      const reason = unread === undefined ? null : expect.stringMatching(unread);
      expect(rows, name).toContainEqual({ packages, found, unread: reason });
    }
    expect(sent).toBeLessThan(40 * miB);
    const { known, jobs, failures } = await product().service.describe({ host });
    expect({ known, jobs, failures }).toMatchObject({
      known: { unseenSubjects: 0, unreadDocuments: 0 },
      ...{ jobs: { waiting: 0, active: 0, failed: 0 }, failures: [] },
    });
  });

  test('of what the registry does not give as it says, it is told why', { timeout: 60_000 }, async () => {
    const given: Readonly<Record<string, () => Response>> = {
      missing: () => new Response('{"errors":[]}', { status: 404 }),
      other: () => new Response('oops'),
      longer: () => endless(),
    };
    for (const [name, give] of Object.entries(given)) {
      const subject = await pushImage(name);
      await attach(name, subject, { type: cycloneDxType, content: good });
      blobs.set(await attach(name, subject, { type: cycloneDxType, content: name }), give);
    }
    await product().begin(host);
    const told = async () => {
      const { known, failures } = await product().service.describe({ host });
      const reasons = new Map(failures.map(({ repository, reason }) => [repository, reason]));
      return [
        known?.unseenSubjects,
        known?.unreadDocuments,
        ...Object.keys(given).map((name) => reasons.get(name)),
      ];
    };
    const reasons = ['has no blob', 'in place of', 'more than the blob holds'].map((text) =>
      expect.stringContaining(text),
    );
    await expect.poll(told, { timeout: 30_000 }).toEqual([0, 3, ...reasons]);
    for (const name of Object.keys(given))
      expect(await documents(name)).toEqual([{ packages: 1, found: null, unread: null }]);
    await product().service.cancel({ host });
  });
});
