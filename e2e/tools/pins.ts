/** A program of the tests: a pinned Go module, a small one of our own in Go, or a package of the system. */
export type Pin =
  | {
      readonly kind: 'go';
      readonly module: string;
      /** The command's folder inside the module. */
      readonly command: string;
      readonly version: string;
      /** The program's own name where ours differs: two majors of one program, or a name as plain as `registry`. */
      readonly program?: string;
      readonly environment?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'own'; readonly folder: string }
  | { readonly kind: 'system'; readonly package: string };

/** Real clients and registries at the versions that our answers were compared with. */
export const pins = {
  oras: go('oras.land/oras', '/cmd/oras', 'v1.3.3'),
  crane: go('github.com/google/go-containerregistry', '/cmd/crane', 'v0.21.9'),
  regctl: go('github.com/regclient/regclient', '/cmd/regctl', 'v0.11.5'),
  distribution: {
    ...go('github.com/distribution/distribution/v3', '/cmd/registry', 'v3.1.1'),
    program: 'registry',
  },
  cosign: go('github.com/sigstore/cosign/v3', '/cmd/cosign', 'v3.1.2'),
  cosign2: { ...go('github.com/sigstore/cosign/v2', '/cmd/cosign', 'v2.6.4'), program: 'cosign' },
  helm: go('helm.sh/helm/v3', '/cmd/helm', 'v3.21.4'),
  syft: go('github.com/anchore/syft', '/cmd/syft', 'v1.56.0'),
  olareg: go('github.com/olareg/olareg', '/cmd/olareg', 'v0.2.2'),
  // Without this experiment zot's go.mod does not build; its Makefile sets it too.
  zot: {
    ...go('zotregistry.dev/zot/v2', '/cmd/zot', 'v2.1.20'),
    environment: { GOEXPERIMENT: 'jsonv2' },
  },
  notation: go('github.com/notaryproject/notation', '/cmd/notation', 'v1.3.2'),
  conformance: go('github.com/opencontainers/distribution-spec/conformance', '', '967efdc079b9'),
  'strict-decode': { kind: 'own', folder: 'e2e/deploy/strict-decode' },
  'second-provider': { kind: 'own', folder: 'e2e/team/second-provider' },
  'compose-check': { kind: 'own', folder: 'e2e/deploy/compose-check' },
  skopeo: { kind: 'system', package: 'skopeo' },
  mmdebstrap: { kind: 'system', package: 'mmdebstrap' },
  runc: { kind: 'system', package: 'runc' },
  tinyproxy: { kind: 'system', package: 'tinyproxy-bin' },
  nginx: { kind: 'system', package: 'nginx' },
  haproxy: { kind: 'system', package: 'haproxy' },
  openssl: { kind: 'system', package: 'openssl' },
} as const satisfies Readonly<Record<string, Pin>>;

export type ToolName = keyof typeof pins;

/** What `npm test` wants; the ones that take longest to build stand first, so that none is left to build alone. */
export const testTools = [
  'cosign',
  'cosign2',
  'syft',
  'oras',
  'crane',
  'regctl',
  'distribution',
  'helm',
  'strict-decode',
  'compose-check',
  'second-provider',
  'olareg',
  'zot',
  'notation',
  'conformance',
  'skopeo',
  'mmdebstrap',
  'runc',
  'tinyproxy',
  'nginx',
  'haproxy',
  'openssl',
] as const satisfies readonly ToolName[];

function go(module: string, command: string, version: string) {
  return { kind: 'go', module, command, version } as const;
}
