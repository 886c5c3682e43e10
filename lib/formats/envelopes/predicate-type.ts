import type { Kind } from '#lib/oci/kind';

/** What an in-toto statement says, by its predicate type. */
export type PredicateRow = {
  readonly kind: Kind;
  readonly format: string;
  readonly title: string;
};

/** Beginnings of predicate types without their scheme, the longer before the shorter. */
const predicates: readonly (readonly [prefix: string, row: PredicateRow])[] = [
  row('sigstore.dev/cosign/sign/v1', 'signature', 'sigstore-bundle', 'cosign signature'),
  row('model_signing/signature/', 'signature', 'model-signing', 'model signature'),
  row('slsa.dev/provenance/v0.1', 'provenance', 'slsa-provenance-v0.1', 'SLSA provenance v0.1'),
  row('slsa.dev/provenance/v0.', 'provenance', 'slsa-provenance-v0.2', 'SLSA provenance v0.2'),
  row('slsa.dev/provenance', 'provenance', 'slsa-provenance-v1', 'SLSA provenance v1'),
  row('in-toto.io/provenance/', 'provenance', 'slsa-provenance-v0.1', 'in-toto provenance'),
  row('tekton.dev/', 'provenance', 'tekton-provenance', 'Tekton provenance'),
  row('witness.testifysec.com/', 'attestation', 'witness-collection', 'Witness collection'),
  row('witness.dev/', 'attestation', 'witness-collection', 'Witness collection'),
  row('spdx.dev/document/v3', 'sbom', 'spdx3-json', 'SPDX 3 SBOM'),
  row('spdx.dev/', 'sbom', 'spdx-json', 'SPDX SBOM'),
  row('cyclonedx.org/vex', 'vex', 'cyclonedx-json', 'CycloneDX VEX'),
  row('cyclonedx.org', 'sbom', 'cyclonedx-json', 'CycloneDX SBOM'),
  row('syft.dev/bom', 'sbom', 'syft-json', 'Syft SBOM'),
  row('openvex.dev/', 'vex', 'openvex', 'OpenVEX'),
  row('in-toto.io/attestation/vulns', 'vulnerability-report', 'in-toto-vulns', 'vulnerability report'),
  row('cosign.sigstore.dev/attestation/vuln/', 'vulnerability-report', 'cosign-vuln', 'vulnerability report'),
  row('in-toto.io/attestation/test-result', 'test-result', 'in-toto-test-result', 'test result'),
  row('slsa.dev/verification_summary', 'attestation', 'slsa-vsa', 'verification summary'),
  row('slsa.dev/verificationsummary', 'attestation', 'slsa-vsa', 'verification summary'),
  row('in-toto.io/attestation/link', 'attestation', 'in-toto-link', 'in-toto link'),
  row('in-toto.io/link', 'attestation', 'in-toto-link', 'in-toto link'),
  row('in-toto.io/attestation/release', 'attestation', 'in-toto-release', 'release attestation'),
  row('in-toto.io/attestation/scai', 'attestation', 'in-toto-scai', 'SCAI attributes'),
  row('in-toto.io/attestation/runtime-trace', 'attestation', 'in-toto-trace', 'runtime trace'),
  row('in-toto.io/attestation/reference', 'attestation', 'in-toto-reference', 'reference'),
  row('in-toto.io/attestation/svr', 'attestation', 'in-toto-svr', 'simple verification result'),
  row('in-toto.io/attestation/human-review', 'attestation', 'in-toto', 'human review'),
  row('in-toto.io/attestation/code-review', 'attestation', 'in-toto', 'code review'),
  row('github.com/npm/attestation/', 'attestation', 'npm-publish', 'npm publish attestation'),
  row('docs.pypi.org/attestations/publish', 'attestation', 'pypi-publish', 'PyPI publish attestation'),
  row('apko.dev/image-configuration', 'attestation', 'apko-config', 'apko image configuration'),
  row('github.com/slsa-framework/slsa-source-poc/', 'attestation', 'slsa-source', 'source provenance'),
  row('slsa.dev/source_provenance', 'attestation', 'slsa-source', 'source provenance'),
  row('scout.docker.com/', 'attestation', 'docker-scout', 'Docker Scout result'),
  row('urn:orrery:approval:', 'attestation', 'orrery-approval', 'approval'),
  row('cosign.sigstore.dev/attestation/', 'attestation', 'in-toto', 'cosign attestation'),
];

/**
 * The meaning of a predicate type; undefined for one that is not in the table. Tools write a type with and without its
 * scheme, with a slash at its end, and with a later version than the one that we know.
 */
export function findPredicateType(predicateType: string): PredicateRow | undefined {
  const bare = predicateType
    .slice(0, 300)
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '');
  return predicates.find(([prefix]) => bare.startsWith(prefix))?.[1];
}

function row(prefix: string, kind: Kind, format: string, title: string): readonly [string, PredicateRow] {
  return [prefix, { kind, format, title }];
}
