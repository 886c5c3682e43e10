import type { Kind } from '#lib/oci/kind';

/** What an in-toto statement says, by its predicate type. */
export type PredicateRow = {
  readonly kind: Kind;
  readonly format: string;
  readonly title: string;
};

const predicates: readonly (readonly [prefix: string, row: PredicateRow])[] = [
  [
    'https://sigstore.dev/cosign/sign/v1',
    { kind: 'signature', format: 'sigstore-bundle', title: 'cosign signature' },
  ],
  [
    'https://slsa.dev/provenance/v1',
    {
      kind: 'provenance',
      format: 'slsa-provenance-v1',
      title: 'SLSA provenance v1',
    },
  ],
  [
    'https://slsa.dev/provenance/',
    {
      kind: 'provenance',
      format: 'slsa-provenance-v0.2',
      title: 'SLSA provenance v0.2',
    },
  ],
  ['https://spdx.dev/Document/v3', { kind: 'sbom', format: 'spdx3-json', title: 'SPDX 3 SBOM' }],
  ['https://spdx.dev/Document', { kind: 'sbom', format: 'spdx-json', title: 'SPDX SBOM' }],
  ['https://cyclonedx.org/bom', { kind: 'sbom', format: 'cyclonedx-json', title: 'CycloneDX SBOM' }],
  ['https://openvex.dev/ns', { kind: 'vex', format: 'openvex', title: 'OpenVEX' }],
  [
    'https://in-toto.io/attestation/vulns/',
    {
      kind: 'vulnerability-report',
      format: 'in-toto',
      title: 'vulnerability report',
    },
  ],
  [
    'https://cosign.sigstore.dev/attestation/vuln/',
    {
      kind: 'vulnerability-report',
      format: 'in-toto',
      title: 'vulnerability report',
    },
  ],
  [
    'https://in-toto.io/attestation/test-result/',
    { kind: 'test-result', format: 'in-toto', title: 'test result' },
  ],
  [
    'https://slsa.dev/verification_summary/',
    { kind: 'attestation', format: 'in-toto', title: 'verification summary' },
  ],
];

/** The meaning of a predicate type; undefined for one that is not in the table. */
export function findPredicateType(predicateType: string): PredicateRow | undefined {
  return predicates.find(([prefix]) => predicateType.startsWith(prefix))?.[1];
}
