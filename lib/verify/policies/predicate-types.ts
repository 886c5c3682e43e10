/** The short names of `cosign verify-attestation --type` (https://github.com/sigstore/cosign/blob/main/doc/cosign_verify-attestation.md). */
const shortNames: Readonly<Record<string, string>> = {
  custom: 'https://cosign.sigstore.dev/attestation/v1',
  slsaprovenance: 'https://slsa.dev/provenance/v0.2',
  slsaprovenance02: 'https://slsa.dev/provenance/v0.2',
  slsaprovenance1: 'https://slsa.dev/provenance/v1',
  spdx: 'https://spdx.dev/Document',
  spdxjson: 'https://spdx.dev/Document',
  cyclonedx: 'https://cyclonedx.org/bom',
  link: 'https://in-toto.io/Link/v1',
  vuln: 'https://cosign.sigstore.dev/attestation/vuln/v1',
  openvex: 'https://openvex.dev/ns',
};

/** What a predicate type is in whole: a short name of cosign becomes what it stands for, others stay. */
export function fullPredicateType(text: string): string {
  return Object.hasOwn(shortNames, text) ? (shortNames[text] ?? text) : text;
}
