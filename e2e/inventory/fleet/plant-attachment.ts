import type { Attachment, Fleet, FleetRepository, Said } from '#e2e/inventory/fleet/fleet';
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
