import type { Kind } from '#lib/oci/kind';

/** The colour token of every kind, and its sign as a path in a square of 16. Shapes differ as well as colours: neither speaks alone. */
export const kindShapes = {
  image: ['image', 'M8 1.2 14 4.6v6.8L8 14.8 2 11.4V4.6zM2 4.6 8 8l6-3.4M8 8v6.6'],
  index: [
    'image',
    'M6.2 3.6 10.9 6.2v5.4L6.2 14.3 1.5 11.6V6.2zM1.5 6.2 6.2 8.9l4.7-2.7M6.2 8.9v5.4M7.4 1.9l1.1-.6 6 3.4v6l-1.3.7',
  ],
  signature: ['signature', 'M8 1l6 2v5c0 3.4-2.6 5.8-6 7-3.4-1.2-6-3.6-6-7V3z'],
  attestation: [
    'attestation',
    'M3.4 6a4.6 4.6 0 1 0 9.2 0 4.6 4.6 0 1 0-9.2 0M5.4 9.8 4.4 15 8 13l3.6 2-1-5.2',
  ],
  provenance: [
    'attestation',
    'M3.4 6a4.6 4.6 0 1 0 9.2 0 4.6 4.6 0 1 0-9.2 0M5.4 9.8 4.4 15 8 13l3.6 2-1-5.2M6.4 6a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0',
  ],
  sbom: [
    'sbom',
    'M3.5 1.5h9A1.5 1.5 0 0 1 14 3v10a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 13V3a1.5 1.5 0 0 1 1.5-1.5zM5 5h6M5 8h6M5 11h4',
  ],
  'vulnerability-report': ['report', 'M8 1.5 15 14H1zM8 6v3.6M8 11.2v1'],
  vex: ['vex', 'M8 .8 15.2 8 8 15.2.8 8zM5.6 8h4.8'],
  'test-result': [
    'report',
    'M6 1.5v4.3L2 13a1 1 0 0 0 .9 1.5h10.2A1 1 0 0 0 14 13l-4-7.2V1.5M4.8 1.5h6.4M4.3 10h7.4',
  ],
  chart: [
    'vex',
    'M4.2 8a3.8 3.8 0 1 0 7.6 0 3.8 3.8 0 1 0-7.6 0M8 1v3.2M8 11.8V15M1.9 4.5l2.8 1.6M11.3 9.9l2.8 1.6M1.9 11.5l2.8-1.6M11.3 6.1l2.8-1.6',
  ],
  policy: ['other', 'M8 1.5v13M4.5 14.5h7M2.5 4h11M3.8 4 1.6 9.2h4.4zM12.2 4 10 9.2h4.4z'],
  model: [
    'sbom',
    'M8 4.6v2M4.5 10.3l2-1.3M11.5 10.3l-2-1.3M6.4 3a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M6.4 8.2a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M1.6 11.8a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M11.2 11.8a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0',
  ],
  wasm: ['attestation', 'M2 2h4a2 2 0 0 0 4 0h4v12H2zM4.6 7.5l1.2 4L8 8.2l2.2 3.3 1.2-4'],
  package: ['other', 'M2 5l2-3.5h8L14 5v9.5H2zM2 5h12M8 1.5V5M6 8.5h4'],
  'lazy-loading-index': ['other', 'M2 3h12M2 6.5h7M2 10h5M2 13.5h4M11.5 8v6M9.2 11.8l2.3 2.4 2.3-2.4'],
  layer: ['other', 'M8 1.5 15 5 8 8.5 1 5zM1.5 8.2 8 11.5l6.5-3.3M1.5 11.2 8 14.5l6.5-3.3'],
  config: [
    'other',
    'M1.5 4.5h7M12.5 4.5h2M1.5 11.5h2M7.5 11.5h7M8.5 4.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0M3.5 11.5a2 2 0 1 0 4 0 2 2 0 1 0-4 0',
  ],
  'referrers-list': ['other', 'M5.5 3.5h9M5.5 8h9M5.5 12.5h9M1.7 3.5h1.2M1.7 8h1.2M1.7 12.5h1.2'],
  artifact: ['other', 'M3 1.5h6l4 4v9H3zM9 1.5v4h4'],
} as const satisfies Record<Kind, readonly [token: string, path: string]>;

export type KindToken = (typeof kindShapes)[Kind][0];

/** The name of the CSS variable that holds the colour of a kind, `sbom` for `--sbom`: a canvas reads it. */
export function kindToken(kind: Kind): KindToken {
  return kindShapes[kind][0];
}
