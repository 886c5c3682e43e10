import type { GraphNode } from '#lib/graph/model';

/** Who attached what, and what the graph must call it. */
export type Expectation = {
  readonly by: string;
  readonly what: string;
  readonly kind: GraphNode['kind'];
  readonly format: string;
  readonly title: RegExp;
  readonly times?: number;
};

/** What every registry can hold. */
export const everywhere: readonly Expectation[] = [
  { by: 'BuildKit', what: 'index', kind: 'index', format: 'oci-index', title: /^Index$/ },
  { by: 'BuildKit', what: 'platform', kind: 'image', format: 'oci-image', title: /^linux\/amd64$/ },
  { by: 'BuildKit', what: 'platform', kind: 'image', format: 'oci-image', title: /^linux\/arm64$/ },
  {
    ...{ by: 'BuildKit', what: 'attestation manifest', kind: 'attestation', format: 'in-toto', times: 2 },
    title: /^Build attestation · SBOM, provenance$/,
  },
  {
    ...{ by: 'cosign 2', what: 'sign', kind: 'signature', format: 'cosign-simplesigning' },
    title: /^Signature with a key$/,
  },
  {
    ...{ by: 'cosign 2', what: 'attest twice', kind: 'attestation', format: 'dsse' },
    title: /^Attestations · SBOM, provenance$/,
  },
  {
    ...{ by: 'cosign 2', what: 'attach sbom', kind: 'sbom', format: 'spdx-json' },
    title: /^SPDX 2\.3 · 1 package$/,
  },
  {
    ...{ by: 'notation', what: 'sign, JWS', kind: 'signature', format: 'notation-jws' },
    title: /^Signature · says: CN=acme\.example$/,
  },
  {
    ...{ by: 'notation', what: 'sign the SBOM, COSE', kind: 'signature', format: 'notation-cose' },
    title: /^Signature · says: CN=acme\.example$/,
  },
  {
    ...{ by: 'oras', what: 'attach what syft wrote, SPDX', kind: 'sbom', format: 'spdx-json' },
    title: /^SPDX 2\.3 · 3\d packages$/,
  },
  {
    ...{ by: 'oras', what: 'attach under a home-made type', kind: 'sbom', format: 'cyclonedx-json' },
    title: /^CycloneDX 1\.\d · 3\d components$/,
  },
];

/** What cosign 3 attaches, all of it in sigstore bundles. */
export const fromCosign3: readonly Expectation[] = [
  {
    ...{ by: 'cosign 3', what: 'sign', kind: 'signature', format: 'sigstore-bundle' },
    title: /^Signature with a key$/,
  },
  {
    ...{ by: 'cosign 3', what: 'attest slsaprovenance1', kind: 'provenance', format: 'slsa-provenance-v1' },
    title: /^SLSA v1 · git\.acme\.example\/shop\/storefront@7c1f0e6$/,
  },
  {
    ...{ by: 'cosign 3', what: 'attest spdxjson', kind: 'sbom', format: 'spdx-json' },
    title: /^SPDX 2\.3 · 3\d packages$/,
  },
  {
    ...{ by: 'cosign 3', what: 'attest vuln', kind: 'vulnerability-report', format: 'cosign-vuln' },
    title: /^No vulnerabilities · Trivy$/,
  },
  {
    ...{ by: 'cosign 3', what: 'attest openvex', kind: 'vex', format: 'openvex' },
    title: /^OpenVEX · 18 not affected$/,
  },
];

export const ofChart: readonly Expectation[] = [
  {
    ...{ by: 'helm', what: 'push', kind: 'chart', format: 'helm-chart' },
    title: /^Helm chart storefront 2\.4\.1$/,
  },
  {
    ...{ by: 'cosign 2', what: 'sign', kind: 'signature', format: 'cosign-simplesigning' },
    title: /^Signature with a key$/,
  },
];

/** What is expected and not there, and what is there and not expected; each thing answers one expectation. */
export function differences(
  nodes: readonly GraphNode[],
  expectations: readonly Expectation[],
): readonly string[] {
  const remaining = new Set(nodes);
  const missing = expectations.flatMap((expectation) => {
    const { by, what, kind, format, title, times = 1 } = expectation;
    const found = [...remaining]
      .filter((node) => node.kind === kind && node.format === format && title.test(node.title))
      .slice(0, times);
    for (const node of found) remaining.delete(node);
    return found.length === times ? [] : [`not there: ${by}, ${what} (${kind}, ${format}, ${title})`];
  });
  return [
    ...missing,
    ...[...remaining].map(({ kind, format, title }) => `too much: ${kind}, ${format}, ${title}`),
  ];
}
