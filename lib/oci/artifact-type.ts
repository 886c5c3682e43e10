import type { Kind } from './kind.ts';

/** One known artifact type: what it is, in which form, and its name in a sentence. */
export type ArtifactTypeRow = {
  /** Exact types, the usual one first, or prefixes that end in `*`; a type's parameters after `;` are ignored. */
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
  row('signature', 'helm-prov', 'Helm signature', ['application/vnd.cncf.helm.chart.provenance.v1.prov']),
  row('attestation', 'sigstore-bundle', 'sigstore bundle', ['application/vnd.dev.sigstore.bundle*']),
  row('attestation', 'dsse', 'cosign attestation', [
    'application/vnd.dev.cosign.artifact.att.v1+json',
    'application/vnd.dsse.envelope.v1+json',
  ]),
  row('attestation', 'in-toto', 'in-toto attestation', [
    'application/vnd.in-toto*',
    'application/vnd.docker.attestation.manifest.v1+json',
  ]),
  row('attestation', 'orrery-approval', 'approval', ['application/vnd.orrery.approval.v1+json']),
  row('sbom', 'spdx-json', 'SPDX SBOM', [
    'application/spdx+json',
    'application/vnd.spdx+json',
    'text/spdx+json',
  ]),
  row('sbom', 'spdx-tag-value', 'SPDX SBOM', ['text/spdx', 'text/spdx+tag-value']),
  row('sbom', 'spdx-xml', 'SPDX SBOM', ['text/spdx+xml', 'application/spdx+xml']),
  row('sbom', 'spdx-yaml', 'SPDX SBOM', ['text/spdx+yaml', 'application/spdx+yaml']),
  row('sbom', 'spdx-rdf', 'SPDX SBOM', ['application/spdx+rdf', 'text/spdx+rdf', 'application/spdx+rdf+xml']),
  row('sbom', 'cyclonedx-json', 'CycloneDX SBOM', [
    'application/vnd.cyclonedx+json',
    'application/vnd.cyclonedx',
    'application/vnd.cyclonedx.bom+json',
  ]),
  row('sbom', 'cyclonedx-xml', 'CycloneDX SBOM', ['application/vnd.cyclonedx+xml']),
  row('sbom', 'cyclonedx-protobuf', 'CycloneDX SBOM', ['application/x.vnd.cyclonedx+protobuf']),
  row('sbom', 'syft-json', 'Syft SBOM', ['application/vnd.syft+json']),
  row('sbom', 'cosign-sbom', 'SBOM', ['application/vnd.dev.cosign.artifact.sbom.v1+json']),
  row('sbom', 'spdx-json', 'Harbor SBOM', [
    'application/vnd.goharbor.harbor.sbom.v1',
    'application/vnd.goharbor.harbor.sbom.v1+json',
  ]),
  row('vulnerability-report', 'sarif', 'SARIF report', [
    'application/sarif+json',
    'application/vnd.aquasec.trivy.report.sarif.v1',
  ]),
  row('vulnerability-report', 'trivy-json', 'Trivy report', [
    'application/vnd.aquasec.trivy.report+json',
    'application/vnd.aquasec.trivy.report*',
    'application/vnd.trivy.report+json',
  ]),
  row('vulnerability-report', 'grype-json', 'Grype report', [
    'application/vnd.anchore.grype+json',
    'application/vnd.anchore.grype*',
  ]),
  row('vulnerability-report', 'harbor-report', 'vulnerability report', [
    'application/vnd.security.vulnerability.report',
    'application/vnd.security.vuln.report+json',
    'application/vnd.scanner.adapter.vuln.report.harbor+json',
  ]),
  row('vex', 'openvex', 'OpenVEX', ['application/vnd.openvex+json', 'application/openvex+json']),
  row('vex', 'csaf', 'CSAF', ['application/csaf+json']),
  row('lazy-loading-index', 'soci', 'SOCI index', ['application/vnd.amazon.soci.index.v1+json']),
  row('lazy-loading-index', 'soci-v2', 'SOCI index v2', ['application/vnd.amazon.soci.index.v2+json']),
  row('chart', 'helm-chart', 'Helm chart', [
    'application/vnd.cncf.helm.config.v1+json',
    'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
  ]),
  row('package', 'artifact-hub', 'Artifact Hub metadata', [
    'application/vnd.cncf.artifacthub.config.v1+yaml',
    'application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml',
  ]),
  row('package', 'flux', 'Flux sources', [
    'application/vnd.cncf.flux.config.v1+json',
    'application/vnd.cncf.flux.content.v1.tar+gzip',
  ]),
  row('package', 'timoni', 'Timoni module', [
    'application/vnd.timoni.config.v1+json',
    'application/vnd.timoni.content.v1.tar+gzip',
  ]),
  row('package', 'argocd', 'Argo CD sources', ['application/vnd.argoproj.argocd.*']),
  row('package', 'bicep', 'Bicep module', ['application/vnd.ms.bicep.module.*']),
  row('package', 'bicep-provider', 'Bicep provider', ['application/vnd.ms.bicep.provider.*']),
  row('package', 'opentofu', 'OpenTofu module', ['application/vnd.opentofu.modulepkg']),
  row('package', 'opentofu-provider', 'OpenTofu provider', ['application/vnd.opentofu.provider*']),
  row('package', 'cue', 'CUE module', [
    'application/vnd.cue.module.v1+json',
    'application/vnd.cue.modulefile.v1',
  ]),
  row('package', 'devcontainer', 'dev container feature', ['application/vnd.devcontainers*']),
  row('package', 'compose', 'Compose project', ['application/vnd.docker.compose.*']),
  row('package', 'docker-plugin', 'Docker plugin', ['application/vnd.docker.plugin.v1+json']),
  row('package', 'zarf', 'Zarf package', ['application/vnd.zarf.*']),
  row('package', 'ocm', 'OCM component', [
    'application/vnd.ocm.software.*',
    'application/vnd.gardener.cloud.cnudie.*',
  ]),
  row('package', 'cnab', 'CNAB bundle', ['application/vnd.cnab.*']),
  row('package', 'sif', 'Singularity image', ['application/vnd.sylabs.sif.*']),
  row('package', 'tart', 'Tart VM', ['application/vnd.cirruslabs.tart.*']),
  row('package', 'github-action', 'GitHub action', ['application/vnd.github.actions.package.*']),
  row('package', 'ansible', 'Ansible collection', ['application/vnd.ansible.collection*']),
  row('package', 'kcl', 'KCL package', ['application/vnd.kcl.*', 'application/vnd.oci.kcl.*']),
  row('package', 'trivy-db', 'Trivy database', [
    'application/vnd.aquasec.trivy.config.v1+json',
    'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip',
  ]),
  row('package', 'trivy-java-db', 'Trivy Java database', [
    'application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip',
  ]),
  row('policy', 'opa', 'OPA bundle', ['application/vnd.cncf.openpolicyagent.*']),
  row('policy', 'kyverno', 'Kyverno policy', ['application/vnd.cncf.kyverno.*']),
  row('policy', 'kubewarden', 'Kubewarden policy', ['application/vnd.kubewarden.*']),
  row('policy', 'falco', 'Falco rules', ['application/vnd.cncf.falco.*']),
  row('policy', 'falco-plugin', 'Falco plugin', ['application/vnd.cncf.falco.plugin.config.v1+json']),
  row('wasm', 'wasm', 'Wasm module', ['application/vnd.wasm.*', 'application/wasm']),
  row('wasm', 'spin', 'Spin app', ['application/vnd.fermyon.spin.*']),
  row('wasm', 'wasmcloud', 'wasmCloud component', ['application/vnd.wasmcloud.*']),
  row('model', 'modelpack', 'model', ['application/vnd.cncf.model.*', 'application/vnd.cnai.model.*']),
  row('model', 'docker-ai', 'model', ['application/vnd.docker.ai.*']),
  row('model', 'ollama', 'Ollama model', ['application/vnd.ollama.image.*']),
  row('model', 'kitops', 'ModelKit', ['application/vnd.kitops.modelkit.*']),
  row('artifact', 'buildkit-cache', 'BuildKit cache', ['application/vnd.buildkit.cacheconfig.v0']),
  row('artifact', 'acr-lifecycle', 'end of life', ['application/vnd.microsoft.artifact.lifecycle']),
  row('artifact', 'files', 'files', [
    'application/vnd.unknown.artifact.v1',
    'application/vnd.unknown.config.v1+json',
  ]),
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

/** The media type that a document of a format is best given: the first of its row. Undefined for a format without a row. */
export function typeOfFormat(format: string): string | undefined {
  return artifactTypes.find((known) => known.format === format)?.types[0];
}

/** The name of a format in a sentence: that of its first row, at the start of one. */
export function titleOfFormat(format: string): string | undefined {
  const title = artifactTypes.find((known) => known.format === format)?.title;
  return title === undefined ? undefined : title.charAt(0).toUpperCase() + title.slice(1);
}

function row(kind: Kind, format: string, title: string, types: readonly string[]): ArtifactTypeRow {
  return { kind, format, title, types };
}
