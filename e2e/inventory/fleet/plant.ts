import type { Attachment, Fleet, FleetImage, FleetRepository, Said } from '#e2e/inventory/fleet/fleet';
import { platformLine } from '#e2e/inventory/fleet/fleet';
import type { FleetDocument, PlantedFinding } from '#e2e/inventory/fleet/fleet-documents';
import { cycloneDx, openVex, provenance, spdx, statement, trivy } from '#e2e/inventory/fleet/fleet-documents';
import type { FleetSigners } from '#e2e/inventory/fleet/fleet-signers';
import { signerName } from '#e2e/inventory/fleet/fleet-signers';
import type { FleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import type { EvidenceName } from '#lib/audit/audit';
import type { PackageName } from '#lib/inventory/store/document-record';
import type { Descriptor } from '#lib/oci/descriptor';
import { digestParts } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';

/** Where things are planted, and by whom. */
export type Ground = {
  readonly fleet: Fleet;
  readonly writer: FleetWriter;
  readonly signers: FleetSigners;
  /** Takes a repository away, as its operator can; absent where nobody can. */
  readonly erase?: (repository: string) => Promise<void>;
};

/** What is to be attached to an image. */
export type Wish =
  | {
      readonly what: 'sbom';
      readonly form: 'spdx' | 'cyclonedx' | 'in-toto';
      readonly packages: readonly PackageName[];
      readonly licence: string;
    }
  | { readonly what: 'signature'; readonly form: 'cosign' | 'forged' }
  | { readonly what: 'signature'; readonly form: 'notation' | 'expired'; readonly signer: number }
  | { readonly what: 'report'; readonly found: readonly PlantedFinding[] }
  | { readonly what: 'vex'; readonly about: string }
  | { readonly what: 'provenance'; readonly builder: string; readonly source: string };

/** Puts an image there; `platforms` makes it an index over so many images. */
export async function plantImage(
  { writer }: Ground,
  repository: FleetRepository,
  line: string,
  platforms: number,
): Promise<FleetImage> {
  const image =
    platforms === 0
      ? { descriptor: await pushImage(writer, repository.name, line, 'amd64'), line, platforms: [] }
      : await pushIndex(writer, repository.name, line, platforms);
  repository.images.set(image.descriptor.digest, image);
  return image;
}

async function pushIndex(
  writer: FleetWriter,
  name: string,
  line: string,
  count: number,
): Promise<FleetImage> {
  const manifests: Descriptor[] = [];
  for (const architecture of ['amd64', 'arm64', 's390x'].slice(0, count)) {
    const own = platformLine(line, architecture);
    const one = await pushImage(writer, name, own, architecture);
    const annotations = { 'com.acme.line': own };
    manifests.push({ ...one, platform: { os: 'linux', architecture }, annotations });
  }
  const annotations = { 'com.acme.line': line };
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests, annotations };
  const descriptor = await writer.putManifest(name, index);
  return { descriptor, line, platforms: manifests };
}

async function pushImage(
  writer: FleetWriter,
  name: string,
  line: string,
  architecture: string,
): Promise<Descriptor> {
  const content = {
    created: '2026-11-01T00:00:00Z',
    os: 'linux',
    architecture,
    config: {},
    rootfs: { type: 'layers', diff_ids: [] },
  };
  const config = await writer.putBlob(
    name,
    JSON.stringify({ ...content, author: line }),
    mediaTypes.ociConfig,
  );
  return await writer.putManifest(name, {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] },
    annotations: { 'com.acme.line': line },
  });
}

/** Points a tag to an image that is there. */
export async function plantTag(ground: Ground, repository: FleetRepository, tag: string, image: FleetImage) {
  const { mediaType } = image.descriptor;
  await ground.writer.tag(repository.name, image.descriptor.digest, mediaType, tag);
  repository.tags.set(tag, image.descriptor.digest);
}

/** Attaches something to a manifest. */
export async function plant(
  ground: Ground,
  repository: FleetRepository,
  subject: Descriptor,
  wish: Wish,
): Promise<Attachment> {
  const isSimple = wish.what === 'signature' && (wish.form === 'cosign' || wish.form === 'forged');
  const attachment = isSimple
    ? await plantSimple(ground, repository, subject, wish.form === 'forged')
    : await plantReferrer(ground, repository, subject, wish);
  repository.attachments.set(attachment.digest, attachment);
  return attachment;
}

export async function removeTag({ writer }: Ground, repository: FleetRepository, tag: string): Promise<void> {
  await writer.remove(repository.name, tag);
  repository.tags.delete(tag);
}

/** Deletes an image with its tags; what is attached to it stays. */
export async function removeImage(
  { writer }: Ground,
  repository: FleetRepository,
  { descriptor }: FleetImage,
): Promise<void> {
  await writer.remove(repository.name, descriptor.digest);
  repository.images.delete(descriptor.digest);
  for (const [tag, digest] of repository.tags) if (digest === descriptor.digest) repository.tags.delete(tag);
}

/** Takes an attachment away. */
export async function uproot(
  { writer }: Ground,
  repository: FleetRepository,
  attachment: Attachment,
): Promise<void> {
  const { digest, subject, tag } = attachment;
  if (tag === undefined) await writer.unlist(repository.name, subject, digest);
  await writer.remove(repository.name, digest);
  repository.attachments.delete(digest);
}

async function plantSimple(
  { writer, signers }: Ground,
  { name }: FleetRepository,
  subject: Descriptor,
  isForged: boolean,
): Promise<Attachment> {
  const { payload, signature } = signers.simple(subject.digest, isForged);
  const config = await writer.putBlob(name, '{}', mediaTypes.ociConfig);
  const layer = await writer.putBlob(name, payload, 'application/vnd.dev.cosign.simplesigning.v1+json');
  const annotations = { 'dev.cosignproject.cosign/signature': signature };
  const tag = `${referrersTag(subject.digest)}.sig`;
  const manifest = {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, config },
    layers: [{ ...layer, annotations }],
  };
  const { digest } = await writer.putManifest(name, manifest, tag);
  const state = isForged ? 'failed' : 'matches';
  return { digest, subject: subject.digest, evidence: 'signature', state, said: {}, tag };
}

async function plantReferrer(
  { writer, signers }: Ground,
  { name }: FleetRepository,
  subject: Descriptor,
  wish: Wish,
): Promise<Attachment> {
  const isSigned = wish.what === 'signature' && 'signer' in wish;
  const { type, content } = isSigned
    ? { type: 'application/jose+json', content: '' }
    : documentOf(subject, wish);
  const bytes = isSigned
    ? signers.envelope(subject, wish.signer, wish.form === 'expired')
    : JSON.stringify(content);
  const artifactType = isSigned ? 'application/vnd.cncf.notary.signature' : type;
  const layer = await writer.putBlob(name, bytes, type);
  const config = await writer.putBlob(name, '{}', mediaTypes.empty);
  const { digest, size, mediaType } = subject;
  const manifest = {
    ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType, config, layers: [layer] },
    subject: { digest, size, mediaType },
  };
  const referrer = await writer.putManifest(name, manifest);
  await writer.list(name, digest, { ...referrer, artifactType });
  const state = !isSigned ? 'present' : wish.form === 'expired' ? 'failed' : 'matches';
  return {
    digest: referrer.digest,
    subject: digest,
    evidence: evidenceOf(wish),
    state,
    said: saidBy(wish),
    artifactType,
  };
}

function evidenceOf({ what }: Wish): EvidenceName {
  return what;
}

function documentOf({ digest }: Descriptor, wish: Wish): FleetDocument {
  const { encoded } = digestParts(digest);
  switch (wish.what) {
    case 'sbom': {
      const { form, packages, licence } = wish;
      if (form === 'spdx') return spdx(packages, licence);
      const document = cycloneDx(packages, licence);
      return form === 'cyclonedx'
        ? document
        : statement(encoded, 'https://cyclonedx.org/bom', document.content);
    }
    case 'report':
      return trivy(digest, wish.found);
    case 'vex':
      return openVex(digest, wish.about);
    case 'provenance':
      return statement(
        encoded,
        'https://slsa.dev/provenance/v1',
        provenance(wish.builder, `git+${wish.source}`),
      );
    case 'signature':
      throw new Error('A signature is no document.');
    default:
      return wish satisfies never;
  }
}

function saidBy(wish: Wish): Said {
  switch (wish.what) {
    case 'sbom':
      return { packages: wish.packages, licences: [wish.licence] };
    case 'report':
      return {
        vulnerabilities: wish.found.map(({ id }) => id),
        critical: wish.found.filter(({ severity }) => severity === 'CRITICAL').length,
      };
    case 'provenance':
      return { builder: wish.builder, source: wish.source };
    case 'signature':
      return 'signer' in wish ? { signer: wish.form === 'expired' ? 'over' : signerName(wish.signer) } : {};
    case 'vex':
      return {};
    default:
      return wish satisfies never;
  }
}
