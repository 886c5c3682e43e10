import { createLegacySigner } from '#e2e/attachments/legacy-signer';
import { createPublisher } from '#e2e/content/publisher';
import type { Attachment, FleetImage, FleetRepository } from '#e2e/inventory/fleet/fleet';
import { repositoryOf } from '#e2e/inventory/fleet/fleet';
import { spdx } from '#e2e/inventory/fleet/fleet-documents';
import type { Ground } from '#e2e/inventory/fleet/plant-attachment';
import { plantImage, plantTag } from '#e2e/inventory/fleet/plant-image';
import type { Workbench } from '#e2e/tools/workbench';
import { readBytes } from '#e2e/verification/signature-bytes';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { referrersTag } from '#lib/oci/referrers-tag';

/** The repository that real tools write to; nobody else changes it. */
export const toolRepository = 'tools/samples';

const log4j = {
  type: 'maven',
  name: 'org.apache.logging.log4j/log4j-core',
  version: '2.15.0',
} as const;

/** The public halves of what the tools signed with. */
export type ToolKeys = { readonly keys: readonly string[]; readonly certificates: readonly string[] };

/** Lets cosign 3, cosign 2, notation and oras attach what they can to an image each. */
export async function plantByTools(ground: Ground, bench: Workbench, hasCosign3: boolean): Promise<ToolKeys> {
  const { host } = ground.fleet;
  const repository = repositoryOf(ground.fleet, toolRepository);
  const publisher = createPublisher(bench);
  const legacy = createLegacySigner(bench);
  const image = async (tag: string) => {
    const made = await plantImage(ground, repository, `${toolRepository}:${tag}`, 0);
    await plantTag(ground, repository, tag, made);
    return { made, reference: `${host}/${toolRepository}@${made.descriptor.digest}` };
  };
  const signature = { evidence: 'signature', state: 'matches', said: {} } as const;

  const bundle = await image('cosign-3');
  if (hasCosign3) {
    await publisher.sign(bundle.reference);
    await adopt(ground, repository, bundle.made, signature);
  }
  const simple = await image('cosign-2');
  await legacy.sign(simple.reference);
  await adoptTag(ground, repository, simple.made, signature);
  const envelope = await image('notation');
  await publisher.notarize(envelope.reference, 'jws');
  const said = { signer: 'acme.example' };
  const artifactType = 'application/vnd.cncf.notary.signature';
  await adopt(ground, repository, envelope.made, { ...signature, said, artifactType });
  const sbom = await image('oras');
  const { type, content } = spdx([log4j], 'Apache-2.0');
  await publisher.attach({ subject: sbom.reference, artifactType: type, file: 'sbom.json', content });
  await adopt(ground, repository, sbom.made, {
    ...{ evidence: 'sbom', state: 'present', said: { packages: [log4j], licences: ['Apache-2.0'] } },
  });
  const { cosign, notation } = await publisher.publicKeys();
  return { keys: [cosign, bench.read('legacy.pub')], certificates: [notation] };
}

type Truth = Omit<Attachment, 'digest' | 'subject' | 'tag'>;

/** Takes what a tool has attached into the truth. */
async function adopt(
  { fleet }: Ground,
  repository: FleetRepository,
  { descriptor }: FleetImage,
  truth: Truth,
) {
  const at = `http://${fleet.host}/v2/${repository.name}`;
  const { digest: subject } = descriptor;
  const list = await readBytes(`${at}/referrers/${subject}`).catch(() =>
    readBytes(`${at}/manifests/${referrersTag(subject)}`),
  );
  const index = parseManifest(list.bytes, list.mediaType);
  const digest: Digest | undefined = index.shape === 'index' ? index.manifests[0]?.digest : undefined;
  if (digest === undefined) throw new Error(`Nothing is attached to ${subject}.`);
  repository.attachments.set(digest, { ...truth, digest, subject });
}

async function adoptTag(
  { fleet }: Ground,
  repository: FleetRepository,
  { descriptor }: FleetImage,
  truth: Truth,
) {
  const tag = `${referrersTag(descriptor.digest)}.sig`;
  const answer = await fetch(`http://${fleet.host}/v2/${repository.name}/manifests/${tag}`, {
    method: 'HEAD',
    headers: { accept: 'application/vnd.oci.image.manifest.v1+json' },
  });
  const digest = parseDigest(answer.headers.get('docker-content-digest') ?? '');
  repository.attachments.set(digest, { ...truth, digest, subject: descriptor.digest, tag });
}
