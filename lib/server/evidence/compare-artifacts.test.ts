import { expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { comparisonSchema } from '#lib/api/contract/compare-contract';
import { headlineText } from '#lib/formats/compare/headline';
import { mediaTypes } from '#lib/oci/media-type';
import { answerComparison } from '#lib/server/routes/compare';

type Image = {
  readonly layers: readonly string[];
  readonly env?: readonly string[];
  readonly packages?: readonly string[];
  readonly findings?: readonly string[];
};

async function openRegistry() {
  const registry = await openTestRegistry();
  testServices({}, registry);
  const blob = async (repository: string, text: string, mediaType: string) => ({
    ...(await pushBlob(registry, repository, text)),
    mediaType,
  });

  const attach = async (repository: string, subject: object, type: string, document: unknown) => {
    const layers = [await blob(repository, JSON.stringify(document), type)];
    const config = await blob(repository, '{}', mediaTypes.empty);
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: type };
    await pushManifest(registry, repository, { ...manifest, config, layers, subject });
  };

  /** An image under a tag, with its SBOM and its report. */
  const push = async (repository: string, tag: string, image: Image) => {
    const { layers, env = [], packages, findings } = image;
    const config = { os: 'linux', architecture: 'amd64', config: { Env: env } };
    const { digest, size, mediaType } = await pushManifest(
      registry,
      repository,
      {
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        config: await blob(repository, JSON.stringify(config), mediaTypes.ociConfig),
        layers: await Promise.all(
          layers.map((text) => blob(repository, text, 'application/vnd.oci.image.layer.v1.tar')),
        ),
      },
      tag,
    );
    const subject = { digest, size, mediaType };
    if (packages !== undefined)
      await attach(repository, subject, 'application/vnd.cyclonedx+json', bomOf(packages));
    if (findings !== undefined)
      await attach(repository, subject, 'application/vnd.aquasec.trivy.report+json', reportOf(findings));
  };
  return { push };
}

const bomOf = (packages: readonly string[]) => ({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: packages.map((text) => {
    const [name = '', version = ''] = text.split('@');
    return { type: 'library', name, version, purl: `pkg:npm/${text}` };
  }),
});

const reportOf = (findings: readonly string[]) => ({
  SchemaVersion: 2,
  ArtifactName: 'app',
  Results: [
    {
      Target: 'app',
      Class: 'lang-pkgs',
      Vulnerabilities: findings.map((text) => {
        const [id, severity] = text.split(' ');
        return { VulnerabilityID: id, PkgName: 'ws', InstalledVersion: '8', Severity: severity };
      }),
    },
  ],
});

async function compare(left: string, right: string) {
  const query = new URLSearchParams({ left: `${embeddedHost}/${left}`, right: `${embeddedHost}/${right}` });
  const response = await callRoute(answerComparison, `/api/compare?${query}`);
  expect(response.status).toBe(200);
  return comparisonSchema.parse(await response.json());
}

test('two releases differ in packages, findings, config and layers', async () => {
  const { push } = await openRegistry();
  const findings = ['CVE-1 HIGH', 'CVE-2 LOW'];
  await push('acme/app', '1', {
    layers: ['base', 'one'],
    env: ['A=1'],
    packages: ['ws@8.0.0', 'left-pad@1.0.0'],
    findings,
  });
  await push('acme/app', '2', {
    layers: ['base', 'two'],
    env: ['A=2'],
    packages: ['ws@8.1.0'],
    findings: ['CVE-2 LOW'],
  });
  const comparison = await compare('acme/app:1', 'acme/app:2');
  expect(headlineText(comparison)).toBe('−1 package, 1 updated · −1 high · base unchanged · config changed');
  expect(comparison.config).toMatchObject({ rows: [{ name: 'Variable A', left: '1', right: '2' }] });
  expect(comparison.left).toMatchObject({ platform: 'linux/amd64', platforms: [] });
});

test('two repositories are compared, and which side lacks evidence is said', async () => {
  const { push } = await openRegistry();
  await push('acme/app', '1', { layers: ['a'], packages: ['ws@8.0.0'], findings: [] });
  await push('mirror/app', '1', { layers: ['a'] });
  const comparison = await compare('acme/app:1', 'mirror/app:1');
  expect(comparison.packages).toEqual({
    state: 'missing',
    reason: `${embeddedHost}/mirror/app:1 has no SBOM.`,
  });
  expect(comparison.findings).toMatchObject({ state: 'missing' });
  expect(headlineText(comparison)).toContain('SBOM lost, vulnerability report lost');
});

test('an artifact that is not there is a problem', async () => {
  const { push } = await openRegistry();
  await push('acme/app', '1', { layers: [] });
  const query = new URLSearchParams({
    left: `${embeddedHost}/acme/app:1`,
    right: `${embeddedHost}/acme/app:9`,
  });
  const problem = await getProblem(answerComparison, `/api/compare?${query}`);
  expect(problem.code).toBe('not-found');
});
