import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushBlob, pushManifest } from '#e2e/fakes/embedded';
import { keyPolicy, makeKey, payloadOf, pushSignatures, signPayload } from '#e2e/fakes/sign-simple';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { auditSchema } from '#lib/api/contract/audit-contract';
import { approvalStatement, approvalType } from '#lib/audit/promotion/approval';
import type { Promotion, SectionName } from '#lib/audit/promotion/promotion';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { answerAudit } from '#lib/server/routes/audit';

const { privateKey, pem } = makeKey();
let registry: EmbeddedRegistry;
let repository = '';
let count = 0;

/** A repository of its own, and a policy that wants a signature by our key. */
export async function beginPromotion(): Promise<{
  readonly registry: EmbeddedRegistry;
  readonly repository: string;
}> {
  count += 1;
  repository = `team/promotion-${count}`;
  registry = await openTestRegistry();
  testServices({}, registry);
  await givePolicy();
  return { registry, repository };
}

/** A policy that wants a signature by a key; by ours when left out. */
export async function givePolicy(key = pem): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'orrery-promotion-'));
  await writeFile(join(folder, 'acme.json'), JSON.stringify(keyPolicy(key)));
  testVerification(folder);
}

/** An image that no other has, under a tag or without one. */
export async function pushImage(name: string, tag?: string): Promise<Descriptor> {
  const config = {
    ...(await pushBlob(registry, repository, `{"n":"${name}"}`)),
    mediaType: mediaTypes.ociConfig,
  };
  const document = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] };
  return await pushManifest(registry, repository, document, tag);
}

/** Signs an image by the key of the policy. */
export async function sign(image: Descriptor): Promise<void> {
  await pushSignatures(registry, repository, image, [signPayload(privateKey, payloadOf(image.digest))]);
}

/** Attaches a document; `name` is its artifactType where that is not the type of the layer. */
export async function attach(
  subject: Descriptor,
  type: string,
  document: unknown,
  name?: string,
): Promise<Descriptor> {
  const { digest, size, mediaType } = subject;
  return await pushManifest(registry, repository, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    artifactType: name ?? type,
    config: { ...(await pushBlob(registry, repository, '{}')), mediaType: mediaTypes.empty },
    layers: [{ ...(await pushBlob(registry, repository, JSON.stringify(document))), mediaType: type }],
    subject: { digest, size, mediaType },
  });
}

/** The media type of a statement. */
export const inToto = 'application/vnd.in-toto+json';
const statementOf = (digest: string, predicateType: string, predicate: unknown) => ({
  _type: 'https://in-toto.io/Statement/v1',
  subject: [{ name: 'app', digest: { sha256: digest.slice('sha256:'.length) } }],
  predicateType,
  predicate,
});

/** An SPDX document of `name@version`. */
export const spdxOf = (packages: readonly string[]) => ({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: syft-1.0'] },
  packages: packages.map((text, at) => {
    const [name = '', version] = text.split('@');
    return { name, versionInfo: version, SPDXID: `SPDXRef-${at}` };
  }),
});

/** A statement with an SBOM; `about` is the digest that it names. */
export const attachSbom = (image: Descriptor, packages: readonly string[], about: string = image.digest) =>
  attach(image, inToto, statementOf(about, 'https://spdx.dev/Document', spdxOf(packages)));

/** A statement with SLSA provenance; `about` is the digest that it names. */
export const attachProvenance = (image: Descriptor, about: string = image.digest) =>
  attach(
    image,
    inToto,
    statementOf(about, 'https://slsa.dev/provenance/v1', {
      buildDefinition: { buildType: 'https://example.com/build' },
      runDetails: { builder: { id: 'https://example.com/builder' } },
    }),
  );

/** A report of Trivy with findings such as `CVE-1 HIGH`. */
export const attachReport = (image: Descriptor, findings: readonly string[]) =>
  attach(image, 'application/vnd.aquasec.trivy.report+json', {
    SchemaVersion: 2,
    ArtifactName: 'app',
    ArtifactType: 'container_image',
    CreatedAt: '2026-01-01T00:00:00Z',
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

/** A release with all that is asked for. */
export async function release(
  tag: string,
  packages: readonly string[],
  findings: readonly string[],
): Promise<Descriptor> {
  const image = await pushImage(tag, tag);
  await sign(image);
  await attachSbom(image, packages);
  await attachProvenance(image);
  await attachReport(image, findings);
  return image;
}

/** All kinds that a promotion asks for. */
export const allRequired = 'signature:matches,sbom,provenance,report';

/** The question about a tag against another. */
export function promotionPath(ref: string, against: string, more = ''): string {
  const query = new URLSearchParams({
    ref: `${embeddedHost}/${repository}:${ref}`,
    against,
    require: allRequired,
  });
  return `/api/audit?${query}${more}`;
}

/** What a tag comes to against another, by the route. */
export async function judgeTag(ref: string, against: string, more = '&gate=1') {
  const response = await callRoute(answerAudit, promotionPath(ref, against, more));
  const { against: promotion } = auditSchema.parse(await response.json());
  if (promotion === undefined) throw new Error('The answer says nothing of the release before.');
  const of = (name: SectionName) => promotion.sections.find((section) => section.name === name);
  const verdicts = Object.fromEntries(promotion.sections.map(({ name, verdict }) => [name, verdict]));
  return { status: response.status, promotion, of, verdicts };
}

/** Attaches the approval of a promotion to an artifact; `change` replaces fields of its statement. */
export async function approve(
  promotion: Promotion,
  on: Descriptor,
  change: object = {},
): Promise<Descriptor> {
  const text = approvalStatement(promotion, { who: 'Ada', note: '', reason: '', at: new Date('2026-03-01') });
  return await attach(on, inToto, { ...JSON.parse(text), ...change }, approvalType);
}
