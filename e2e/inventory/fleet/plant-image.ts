import type { FleetImage, FleetRepository } from '#e2e/inventory/fleet/fleet';
import { platformLine } from '#e2e/inventory/fleet/fleet';
import type { FleetWriter } from '#e2e/inventory/fleet/fleet-writer';
import type { Ground } from '#e2e/inventory/fleet/plant-attachment';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';

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
