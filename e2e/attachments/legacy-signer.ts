import type { Workbench } from '#e2e/tools/workbench';

/** cosign 2 with a key of its own: what it writes lies under tags beside the image, or in another repository. */
export type LegacySigner = {
  readonly sign: (reference: string, repository?: string) => Promise<void>;
  readonly attest: (reference: string, type: string, predicate: unknown) => Promise<void>;
  readonly attachSbom: (reference: string, sbom: unknown) => Promise<void>;
};

const insecure = ['--allow-http-registry', '--allow-insecure-registry'];
const withKey = ['--key', 'legacy.key', '--tlog-upload=false', ...insecure];

export function createLegacySigner(bench: Workbench): LegacySigner {
  let key: Promise<unknown> | undefined;
  const makeKey = () => {
    key ??= bench.run('cosign2', ['generate-key-pair', '--output-key-prefix', 'legacy']);
    return key;
  };
  return {
    sign: async (reference, repository) => {
      await makeKey();
      const elsewhere = repository === undefined ? {} : { COSIGN_REPOSITORY: repository };
      await bench.run('cosign2', ['sign', ...withKey, reference], elsewhere);
    },
    attest: async (reference, type, predicate) => {
      await makeKey();
      const file = bench.write(`legacy-${type}.json`, predicate);
      await bench.run('cosign2', ['attest', ...withKey, '--type', type, '--predicate', file, reference]);
    },
    attachSbom: async (reference, sbom) => {
      const file = bench.write('legacy.spdx.json', sbom);
      await bench.run('cosign2', [
        'attach',
        'sbom',
        ...insecure,
        '--type',
        'spdx',
        '--sbom',
        file,
        reference,
      ]);
    },
  };
}
