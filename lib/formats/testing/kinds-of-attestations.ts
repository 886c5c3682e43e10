import type { KindRow } from './sketch.ts';
import { artifact, bundle, configured, envelope, example, image, layer, statement } from './sketch.ts';

const hex = 'a'.repeat(64);
const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const inToto = 'application/vnd.in-toto+json';
const dsse = 'application/vnd.dsse.envelope.v1+json';
const spdx = { spdxVersion: 'SPDX-2.3', packages: [{}] };

/** Rows 24–41 of the catalogue: attestations, SBOMs and reports. */
export const kindsOfAttestations: readonly KindRow[] = [
  {
    ...example(
      24,
      'BuildKit attestation',
      image([layer(inToto, statement('https://acme.example/review/v1'))]),
      'attestation',
      'in-toto',
    ),
    entry: { 'vnd.docker.reference.type': 'attestation-manifest' },
  },
  example(
    24,
    'BuildKit attestation as a referrer',
    artifact('application/vnd.docker.attestation.manifest.v1+json', [inToto]),
    'attestation',
    'in-toto',
  ),
  {
    ...example(
      25,
      'cosign attestation under a tag',
      image([layer(dsse, envelope(statement('https://acme.example/review/v1')))]),
      'attestation',
      'in-toto',
    ),
    tags: [`sha256-${hex}.att`],
  },
  example(
    26,
    'cosign attestation as a referrer',
    artifact('application/vnd.dev.cosign.artifact.att.v1+json', [
      layer(dsse, envelope(statement('https://openvex.dev/ns'))),
    ]),
    'vex',
    'openvex',
  ),
  example(
    27,
    'bundle of an attestation',
    artifact(bundleType, [layer(bundleType, bundle(statement('https://spdx.dev/Document', spdx)))]),
    'sbom',
    'spdx-json',
  ),
  example(
    28,
    'GitHub attestation',
    artifact(bundleType, [layer(bundleType, bundle(statement('https://slsa.dev/provenance/v1', {})))]),
    'provenance',
    'slsa-provenance-v1',
  ),
  {
    ...example(29, 'cosign SBOM under a tag', image([layer('text/spdx+json', spdx)]), 'sbom', 'spdx-json'),
    tags: [`sha256-${hex}.sbom`],
  },
  example(
    30,
    'cosign SBOM as a referrer',
    artifact('application/vnd.dev.cosign.artifact.sbom.v1+json', [
      layer('application/vnd.cyclonedx', { bomFormat: 'CycloneDX', specVersion: '1.6' }),
    ]),
    'sbom',
    'cyclonedx-json',
  ),
  example(
    31,
    'SBOM under a home-made type',
    artifact('sbom/example', [layer('application/json', spdx)]),
    'sbom',
    'spdx-json',
  ),
  example(
    32,
    'SBOM of Harbor',
    configured('application/vnd.goharbor.harbor.sbom.v1', [
      layer('application/vnd.goharbor.harbor.sbom.v1', spdx),
    ]),
    'sbom',
    'spdx-json',
  ),
  example(
    33,
    'SARIF',
    artifact('application/sarif+json', [
      layer('application/sarif+json', { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } } }] }),
    ]),
    'vulnerability-report',
    'sarif',
  ),
  example(
    34,
    'Harbor report',
    artifact('application/vnd.security.vulnerability.report; version=1.1', [
      layer('application/json', { generated_at: '2026', scanner: { name: 'Trivy' }, vulnerabilities: [] }),
    ]),
    'vulnerability-report',
    'harbor-report',
  ),
  example(
    34,
    'Trivy report',
    artifact('application/vnd.acme.scan', [
      layer('application/json', { SchemaVersion: 2, ArtifactName: 'x', Results: [] }),
    ]),
    'vulnerability-report',
    'trivy-json',
  ),
  example(
    35,
    'OpenVEX',
    artifact('application/vnd.openvex+json', [
      layer('application/json', { '@context': 'https://openvex.dev/ns', statements: [] }),
    ]),
    'vex',
    'openvex',
  ),
  example(
    36,
    'CSAF',
    artifact('application/csaf+json', [
      layer('application/json', { document: { csaf_version: '2.0', category: 'csaf_vex' } }),
    ]),
    'vex',
    'csaf',
  ),
  example(
    37,
    'SLSA provenance v0.2',
    artifact(inToto, [layer(inToto, statement('https://slsa.dev/provenance/v0.2'))]),
    'provenance',
    'slsa-provenance-v0.2',
  ),
  example(
    37,
    'SLSA provenance v0.1',
    artifact(inToto, [layer(inToto, statement('https://slsa.dev/provenance/v0.1'))]),
    'provenance',
    'slsa-provenance-v0.1',
  ),
  example(
    38,
    'VSA',
    artifact(inToto, [
      layer(inToto, statement('https://slsa.dev/verification_summary/v1', { verificationResult: 'PASSED' })),
    ]),
    'attestation',
    'slsa-vsa',
  ),
  example(
    39,
    'test result',
    artifact(inToto, [layer(inToto, statement('https://in-toto.io/attestation/test-result/v0.1'))]),
    'test-result',
    'in-toto-test-result',
  ),
  example(
    39,
    'link',
    artifact(inToto, [layer(inToto, statement('https://in-toto.io/attestation/link/v0.3'))]),
    'attestation',
    'in-toto-link',
  ),
  example(
    39,
    'SCAI',
    artifact(inToto, [layer(inToto, statement('https://in-toto.io/attestation/scai/attribute-report/v0.2'))]),
    'attestation',
    'in-toto-scai',
  ),
  example(
    39,
    'release',
    artifact(inToto, [layer(inToto, statement('https://in-toto.io/attestation/release/v0.1'))]),
    'attestation',
    'in-toto-release',
  ),
  example(
    41,
    'DSSE under a raw in-toto type',
    artifact('application/vnd.in-toto.provenance+dsse', [
      layer('application/vnd.in-toto.provenance+dsse', envelope(statement('https://slsa.dev/provenance/v1'))),
    ]),
    'provenance',
    'slsa-provenance-v1',
  ),
];
