import type { ContentReading, EnvelopeContext } from '#lib/formats/documents/document';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { isJsonObject } from '#lib/oci/parse-json';

/**
 * Lists of attestations as services answer them: npm's (`attestations[].bundle`), GitHub's API (the same), and what
 * `gh attestation verify --format json` prints (`[].attestation.bundle`). Each bundle is read by itself.
 */
export function openAttestationList(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const bundles = bundlesOf(value);
  return bundles.length === 0 ? undefined : context.openValue(bundles);
}

function bundlesOf(value: unknown): readonly unknown[] {
  const list = Array.isArray(value) ? value : listAt(value, 'attestations');
  const found: unknown[] = [];
  for (const entry of list.slice(0, formatLimits.documentsMax)) {
    const bundle = at(entry, 'bundle') ?? at(entry, 'attestation', 'bundle');
    if (isJsonObject(bundle)) found.push(bundle);
  }
  return found;
}

/**
 * What `gcloud artifacts docker images describe --show-provenance --format json` prints: the envelopes of Cloud Build
 * beside its own reading of them (https://cloud.google.com/build/docs/securing-builds/view-build-provenance).
 */
export function openCloudBuildAnswer(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const entries = listAt(value, 'provenance_summary', 'provenance').slice(0, formatLimits.documentsMax);
  const found = entries.flatMap((entry) => at(entry, 'envelope') ?? []);
  return found.length === 0 ? undefined : context.openValue(found);
}

/**
 * PyPI's attestations (https://peps.python.org/pep-0740/): one, or its integrity API's answer of several from each
 * publisher. Their envelope is a DSSE in other names, so that it is read as a bundle.
 */
export function openPypiAttestation(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  const several = listAt(value, 'attestation_bundles').flatMap((entry) => listAt(entry, 'attestations'));
  const found = [value, ...several].flatMap((one) => bundleOfPypi(one) ?? []);
  if (found.length === 0) return undefined;
  return context.openValue(found.slice(0, formatLimits.documentsMax));
}

function bundleOfPypi(value: unknown): unknown {
  const statement = textAt(value, 'envelope', 'statement');
  if (statement === undefined) return undefined;
  const rawBytes = at(value, 'verification_material', 'certificate');
  return {
    verificationMaterial: {
      certificate: { rawBytes },
      tlogEntries: at(value, 'verification_material', 'transparency_entries'),
    },
    dsseEnvelope: {
      payloadType: 'application/vnd.in-toto+json',
      payload: statement,
      signatures: [{ sig: at(value, 'envelope', 'signature') }],
    },
  };
}
