import type { Document } from '#lib/formats/forms/document';
import type { Meaning } from '#lib/oci/kind';

/** Forms that leave open what is inside, so that nothing inside can contradict them. */
const openForms: ReadonlySet<string> = new Set([
  'sigstore-bundle',
  'dsse',
  'in-toto',
  'cosign-sbom',
  'notation',
]);

/** What is told apart only by reading: a type for all of them is no lie. */
const sameForm: ReadonlySet<string> = new Set([
  'spdx-json spdx3-json',
  'slsa-provenance-v0.2 slsa-provenance-v0.1',
  'cosign-simplesigning sigstore-bundle',
]);

/** `Declared as SPDX SBOM, but holds SARIF · 3 errors.`, where a declared type is not what was read. */
export function contradictionOf(declared: Meaning, { kind, format, title }: Document): string | undefined {
  if (declared.kind === 'artifact') return undefined;
  const isOpen = declared.kind === 'attestation' && openForms.has(declared.format);
  const isSameKind = isOpen || declared.kind === kind;
  const isSameForm =
    declared.format === format ||
    openForms.has(declared.format) ||
    sameForm.has(`${declared.format} ${format}`);
  // A report may come in any form: its type names the scanner more often than the form.
  const matters = !isSameKind || (kind !== 'vulnerability-report' && !isSameForm);
  return matters ? `Declared as ${declared.title}, but holds ${title}.` : undefined;
}
