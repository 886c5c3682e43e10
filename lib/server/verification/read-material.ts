import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import { keepContent, recallContent } from '#lib/discovery/repository-handle';
import type { Descriptor } from '#lib/oci/descriptor';
import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { RegistryError } from '#lib/registry/registry-error';
import { embeddedBytes } from '#lib/repository/embedded-content';
import { readDocument } from '#lib/repository/read-document';
import { formatBytes } from '#lib/text/format';
import type { Material, Target } from '#lib/verify/signed-evidence';
import { verificationLimits } from './limits.ts';
import type { PlannedEvidence } from './plan-evidence.ts';

/**
 * The signed bytes of a piece of evidence; they have their digest.
 *
 * @throws RegistryError when the registry does not give them, `too-large` above the limit
 */
export async function readMaterial(
  handle: RepositoryHandle,
  { form, blob, chart }: PlannedEvidence,
  signal: AbortSignal,
): Promise<Material> {
  if (form === 'unsigned' || blob === undefined) return { form: 'unsigned' };
  const bytes = await readBlob(handle, blob, signal);
  switch (form) {
    case 'cosign-simplesigning':
    case 'dsse':
      return { form, bytes, annotations: { ...blob.annotations } };
    case 'helm-prov':
      return {
        form,
        bytes,
        ...(chart === undefined ? {} : { chart: await readChart(handle, chart, signal) }),
      };
    default:
      return { form, bytes };
  }
}

/**
 * A target with its own bytes where a piece of evidence signs those: a bundle may, instead of a statement with their
 * digest.
 *
 * @throws RegistryError when the registry does not give them
 */
export async function withSignedBytes(
  { client, repository }: RepositoryHandle,
  material: Material,
  target: Target,
  signal: AbortSignal,
): Promise<Target> {
  if (material.form !== 'sigstore-bundle') return target;
  if (!Buffer.from(material.bytes).includes('"messageSignature"')) return target;
  const { bytes } = await client.getManifestBytes(repository, target.digest, { signal });
  return { ...target, bytes };
}

async function readBlob(
  handle: RepositoryHandle,
  blob: Descriptor,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const kept = embeddedBytes(blob) ?? recallContent(handle, blob.digest);
  if (kept !== undefined) return kept;
  const most = verificationLimits.evidenceMaxBytes;
  if (blob.size > most) {
    const sentence = `It is larger than ${formatBytes(most)}, the most that is checked.`;
    throw new RegistryError('too-large', handle.client.registry, sentence);
  }
  const { bytes } = await readDocument(handle, blob, { maxBytes: most, signal });
  keepContent(handle, blob.digest, bytes);
  return bytes;
}

type Chart = Extract<Material, { form: 'helm-prov' }>['chart'] & object;

/** The chart beside a provenance file, under the name that Helm gives its archive. */
async function readChart(
  handle: RepositoryHandle,
  { content, config }: NonNullable<PlannedEvidence['chart']>,
  signal: AbortSignal,
): Promise<Chart> {
  const { digest } = content;
  if (config === undefined) return { digest };
  const { name, version } = parseConfig(await readBlob(handle, config, signal));
  const isNamed = typeof name === 'string' && typeof version === 'string';
  return isNamed ? { digest, fileName: `${name}-${version}.tgz` } : { digest };
}

function parseConfig(bytes: Uint8Array): { readonly name?: unknown; readonly version?: unknown } {
  try {
    const value = parseJson(bytes);
    return isJsonObject(value) ? value : {};
  } catch (error) {
    if (error instanceof OciError) return {};
    throw error;
  }
}
