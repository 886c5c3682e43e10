import type { Kind } from '#lib/oci/kind';

/** One known artifact type: what it is, in which form, and its name in a sentence. */
export type ArtifactTypeRow = {
  /** Exact types, or prefixes that end in `*`; a type's parameters after `;` are ignored. */
  readonly types: readonly string[];
  readonly kind: Kind;
  readonly format: string;
  readonly title: string;
};

/** The table of artifact types: a new kind is one row here and, for a new `Kind`, one icon. */
export const artifactTypes: readonly ArtifactTypeRow[] = [
  row('signature', 'cosign-simplesigning', 'cosign signature', [
    'application/vnd.dev.cosign.artifact.sig.v1+json',
    'application/vnd.dev.cosign.simplesigning.v1+json',
  ]),
  row('signature', 'notation', 'notation signature', ['application/vnd.cncf.notary.signature']),
  row('signature', 'notation-jws', 'notation signature', ['application/jose+json']),
  row('signature', 'notation-cose', 'notation signature', ['application/cose']),
  row('attestation', 'sigstore-bundle', 'sigstore bundle', ['application/vnd.dev.sigstore.bundle*']),
  row('attestation', 'dsse', 'cosign attestation', [
    'application/vnd.dev.cosign.artifact.att.v1+json',
    'application/vnd.dsse.envelope.v1+json',
  ]),
  row('attestation', 'in-toto', 'in-toto attestation', [
    'application/vnd.in-toto*',
    'application/vnd.docker.attestation.manifest.v1+json',
  ]),
  row('sbom', 'spdx-json', 'SPDX SBOM', [
    'application/spdx+json',
    'application/vnd.spdx+json',
    'text/spdx+json',
  ]),
  row('sbom', 'spdx-tag-value', 'SPDX SBOM', ['text/spdx']),
  row('sbom', 'cyclonedx-json', 'CycloneDX SBOM', [
    'application/vnd.cyclonedx+json',
    'application/vnd.cyclonedx',
    'application/vnd.cyclonedx.bom+json',
  ]),
  row('sbom', 'cyclonedx-xml', 'CycloneDX SBOM', ['application/vnd.cyclonedx+xml']),
  row('sbom', 'syft-json', 'Syft SBOM', ['application/vnd.syft+json']),
  row('sbom', 'cosign-sbom', 'SBOM', ['application/vnd.dev.cosign.artifact.sbom.v1+json']),
  row('sbom', 'spdx-json', 'Harbor SBOM', ['application/vnd.goharbor.harbor.sbom.v1']),
  row('vulnerability-report', 'sarif', 'SARIF report', [
    'application/sarif+json',
    'application/vnd.aquasec.trivy.report.sarif.v1',
  ]),
  row('vulnerability-report', 'trivy-json', 'Trivy report', ['application/vnd.aquasec.trivy.report*']),
  row('vulnerability-report', 'grype-json', 'Grype report', ['application/vnd.anchore.grype*']),
  row('vulnerability-report', 'harbor-report', 'vulnerability report', [
    'application/vnd.security.vulnerability.report',
    'application/vnd.security.vuln.report+json',
    'application/vnd.scanner.adapter.vuln.report.harbor+json',
  ]),
  row('vex', 'openvex', 'OpenVEX', ['application/vnd.openvex+json', 'application/openvex+json']),
  row('vex', 'csaf', 'CSAF', ['application/csaf+json']),
  row('lazy-loading-index', 'soci', 'SOCI index', ['application/vnd.amazon.soci.index.*']),
  row('chart', 'helm-chart', 'Helm chart', ['application/vnd.cncf.helm.config.v1+json']),
  row('package', 'artifact-hub', 'Artifact Hub metadata', [
    'application/vnd.cncf.artifacthub.config.v1+yaml',
  ]),
  row('package', 'flux', 'Flux sources', ['application/vnd.cncf.flux.config.v1+json']),
  row('package', 'timoni', 'Timoni module', ['application/vnd.timoni.config.v1+json']),
  row('package', 'bicep', 'Bicep module', ['application/vnd.ms.bicep.*']),
  row('package', 'opentofu', 'OpenTofu package', ['application/vnd.opentofu.*']),
  row('package', 'cue', 'CUE module', ['application/vnd.cue.module.v1+json']),
  row('package', 'devcontainer', 'dev container feature', ['application/vnd.devcontainers*']),
  row('package', 'compose', 'Compose project', ['application/vnd.docker.compose.project']),
  row('package', 'zarf', 'Zarf package', ['application/vnd.zarf.config.v1+json']),
  row('package', 'ocm', 'OCM component', [
    'application/vnd.ocm.software.*',
    'application/vnd.gardener.cloud.cnudie.*',
  ]),
  row('package', 'cnab', 'CNAB bundle', ['application/vnd.cnab.*']),
  row('package', 'github-action', 'GitHub action', ['application/vnd.github.actions.package.v1+json']),
  row('package', 'ansible', 'Ansible collection', ['application/vnd.ansible.collection*']),
  row('policy', 'opa', 'OPA bundle', ['application/vnd.cncf.openpolicyagent.*']),
  row('policy', 'kyverno', 'Kyverno policy', ['application/vnd.cncf.kyverno.config.v1+json']),
  row('policy', 'falco', 'Falco rules', ['application/vnd.cncf.falco.*']),
  row('policy', 'trivy-db', 'Trivy database', ['application/vnd.aquasec.trivy.config.v1+json']),
  row('wasm', 'wasm', 'Wasm module', [
    'application/vnd.wasm.config.*',
    'application/vnd.fermyon.spin.*',
    'application/vnd.wasmcloud.*',
  ]),
  row('model', 'modelpack', 'model', ['application/vnd.cncf.model.*', 'application/vnd.cnai.model.*']),
  row('model', 'docker-ai', 'model', ['application/vnd.docker.ai.*']),
  row('model', 'kitops', 'ModelKit', ['application/vnd.kitops.modelkit.*']),
];

/** The row of an artifact type, exact matches before prefixes; undefined for types nobody has described. */
export function findArtifactType(type: string): ArtifactTypeRow | undefined {
  const bare = (type.split(';', 1)[0] ?? '').trim();
  return exact.get(bare) ?? prefixes.find(({ prefix }) => bare.startsWith(prefix))?.row;
}

const exact = new Map(artifactTypes.flatMap((known) => known.types.map((type) => [type, known] as const)));
const prefixes = artifactTypes.flatMap((known) =>
  known.types.filter((type) => type.endsWith('*')).map((type) => ({ prefix: type.slice(0, -1), row: known })),
);

function row(kind: Kind, format: string, title: string, types: readonly string[]): ArtifactTypeRow {
  return { kind, format, title, types };
}
