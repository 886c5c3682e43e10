import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushImage, pushManifest } from '#e2e/fakes/embedded';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { mediaTypes } from '#lib/oci/media-type';
import { placeOf } from '#lib/server/sessions/connect';
import { sessionOf } from '#lib/server/sessions/session';
import type { AuditContext } from './audit-artifact.ts';
import { auditArtifact } from './audit-artifact.ts';
import { auditRunLimits } from './limits.ts';
import { createListTrust } from './list-trust.ts';
import { createStamina, notAsked } from './stamina.ts';

const at = { registry: embeddedHost, repository: 'app' };

async function open(change: Partial<AuditContext> = {}) {
  const registry = await openTestRegistry();
  testServices({}, registry);
  testVerification();
  const session = sessionOf(new Request('http://localhost:4400'));
  const image = await pushImage(registry, at.repository, '1.0');
  const context: AuditContext = {
    session,
    placeOf: (repository) => placeOf(session, repository),
    requirements: { rules: [] },
    policy: undefined,
    now: () => Date.parse('2026-11-11T00:00:00Z'),
    stamina: createStamina(auditRunLimits.failuresMax),
    trust: createListTrust(auditRunLimits.listSamples),
    isFresh: false,
    signal: new AbortController().signal,
    ...change,
  };
  const artifact = { ...at, tags: ['1.0'], digest: image.digest, resolvedAt: context.now() };
  return { registry, context, image, artifact };
}

const report = {
  SchemaVersion: 2,
  CreatedAt: '2026-11-01T00:00:00Z',
  ArtifactName: 'app',
  Results: [
    {
      Target: 'app',
      Class: 'os-pkgs',
      Type: 'alpine',
      Vulnerabilities: [
        { VulnerabilityID: 'CVE-2026-1', PkgName: 'a', InstalledVersion: '1', Severity: 'HIGH' },
      ],
    },
  ],
};

test('a report says how old it is and what is open in it', async () => {
  const { registry, context, artifact, image } = await open();
  const artifactType = 'application/vnd.aquasecurity.trivy.report+json';
  const blob = await pushBlob(registry, at.repository, JSON.stringify(report));
  await pushManifest(registry, at.repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType,
    config: { ...(await pushBlob(registry, at.repository, '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...blob, mediaType: artifactType }],
    subject: { digest: image.digest, size: image.size, mediaType: image.mediaType },
  });
  const { row, hasMoved } = await auditArtifact(context, artifact);
  expect(row.evidence.report).toMatchObject({ state: 'present', age: 10, worst: 'high', open: 1 });
  expect(row).toMatchObject({ reference: `${embeddedHost}/app:1.0`, digest: image.digest, kind: 'image' });
  expect(hasMoved).toBe(false);
});

test('without a policy nothing is verified; where one was taken away the row says so', async () => {
  const { context, artifact } = await open();
  expect((await auditArtifact(context, artifact)).row.policy).toBeUndefined();
  const { row } = await auditArtifact({ ...context, policy: { only: 'nobody', hash: '' } }, artifact);
  expect(row.policy).toMatchObject({ verdict: 'unknown', reasons: [expect.stringContaining('"nobody"')] });
});

test('an artifact without tags is named by its digest', async () => {
  const { context, artifact, image } = await open();
  const { row } = await auditArtifact(context, { ...artifact, tags: [] });
  expect(row).toMatchObject({ reference: `${embeddedHost}/app@${image.digest}`, tags: [] });
});

test('a tag that is gone by now is said', async () => {
  const { context, artifact } = await open();
  const { row, hasMoved } = await auditArtifact(context, { ...artifact, tags: ['0.9'], resolvedAt: 0 });
  expect(row.notes).toEqual(['The tag 0.9 was removed while this ran.']);
  expect(hasMoved).toBe(true);
});

test.each([
  ['whose tag could not be resolved', false, 'It answered 503.'],
  ['that is not asked any more', true, notAsked],
])('an artifact %s is unknown in everything', async (_, isKnown, reason) => {
  const stamina = createStamina(1);
  stamina.fail(at.repository);
  const { context, artifact } = await open({ stamina });
  const { digest, resolvedAt } = artifact;
  const known = isKnown ? { digest, resolvedAt } : { reason };
  const { row } = await auditArtifact(context, { ...at, tags: ['1.0'], ...known });
  expect(row).toMatchObject({ reference: `${embeddedHost}/app:1.0`, verdict: 'unknown' });
  for (const cell of Object.values(row.evidence)) expect(cell).toMatchObject({ state: 'unknown', reason });
});
