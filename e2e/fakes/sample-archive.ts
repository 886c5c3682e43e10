import { artifactManifest, openScratchRegistry } from '#e2e/faults/scratch-registry';
import { exportLayoutArchive } from '#lib/layout/archive/archive-export';

/** An OCI image layout as tar: `acme/app:1.0`, and an artifact without a tag. */
export async function sampleArchive(): Promise<Buffer> {
  await using registry = await openScratchRegistry();
  await registry.pushBlob('acme/app', '{}');
  const digest = await registry.pushManifest('acme/app', artifactManifest(), '1.0');
  const size = JSON.stringify(artifactManifest()).length;
  const subject = { mediaType: String(artifactManifest().mediaType), digest, size };
  await registry.pushManifest('acme/app', artifactManifest({ subject }));
  await registry.pushManifest('acme/app', artifactManifest({ annotations: { alone: 'yes' } }));
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportLayoutArchive(registry.store)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
