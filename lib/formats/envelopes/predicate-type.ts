import type { Kind } from '#lib/oci/kind';

/** What an in-toto statement says, by its predicate type. */
export type PredicateRow = {
  readonly kind: Kind;
  readonly format: string;
  readonly title: string;
};

/** Prefixes of predicate types, the longer before the shorter. */
const predicates: readonly (readonly [prefix: string, row: PredicateRow])[] = [
  row('https://sigstore.dev/cosign/sign/v1', 'signature', 'sigstore-bundle', 'cosign signature'),
  row('https://slsa.dev/provenance/v1', 'provenance', 'slsa-provenance-v1', 'SLSA provenance v1'),
  row('https://slsa.dev/provenance/v0.1', 'provenance', 'slsa-provenance-v0.1', 'SLSA provenance v0.1'),
  row('https://slsa.dev/provenance/', 'provenance', 'slsa-provenance-v0.2', 'SLSA provenance v0.2'),
  row('https://spdx.dev/Document/v3', 'sbom', 'spdx3-json', 'SPDX 3 SBOM'),
  row('https://spdx.dev/Document', 'sbom', 'spdx-json', 'SPDX SBOM'),
  row('https://cyclonedx.org/', 'sbom', 'cyclonedx-json', 'CycloneDX SBOM'),
  row('https://openvex.dev/ns', 'vex', 'openvex', 'OpenVEX'),
  row(
    'https://in-toto.io/attestation/vulns',
    'vulnerability-report',
    'in-toto-vulns',
    'vulnerability report',
  ),
  row(
    'https://cosign.sigstore.dev/attestation/vuln/',
    'vulnerability-report',
    'cosign-vuln',
    'vulnerability report',
  ),
  row('https://in-toto.io/attestation/test-result/', 'test-result', 'in-toto-test-result', 'test result'),
  row('https://slsa.dev/verification_summary/', 'attestation', 'slsa-vsa', 'verification summary'),
  row('https://in-toto.io/attestation/link/', 'attestation', 'in-toto-link', 'in-toto link'),
  row('https://in-toto.io/Link/', 'attestation', 'in-toto-link', 'in-toto link'),
  row('https://in-toto.io/attestation/release/', 'attestation', 'in-toto-release', 'release attestation'),
  row('https://in-toto.io/attestation/scai', 'attestation', 'in-toto-scai', 'SCAI attributes'),
  row('https://in-toto.io/attestation/runtime-trace/', 'attestation', 'in-toto-trace', 'runtime trace'),
  row('https://in-toto.io/attestation/reference/', 'attestation', 'in-toto-reference', 'reference'),
  row('https://in-toto.io/attestation/svr/', 'attestation', 'in-toto-svr', 'simple verification result'),
  row('https://github.com/npm/attestation/', 'attestation', 'npm-publish', 'npm publish attestation'),
  row('https://cosign.sigstore.dev/attestation/v1', 'attestation', 'in-toto', 'cosign attestation'),
];

/** The meaning of a predicate type; undefined for one that is not in the table. */
export function findPredicateType(predicateType: string): PredicateRow | undefined {
  return predicates.find(([prefix]) => predicateType.startsWith(prefix))?.[1];
}

function row(prefix: string, kind: Kind, format: string, title: string): readonly [string, PredicateRow] {
  return [prefix, { kind, format, title }];
}
