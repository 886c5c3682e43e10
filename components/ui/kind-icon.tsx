import type { ReactNode } from 'react';
import type { Kind } from '#lib/oci/kind';

/** The shape and the colour token of every kind: shapes differ as well as colours, so that neither speaks alone. */
const looks = {
  image: ['image', <path key="a" d="M8 1.2 14 4.6v6.8L8 14.8 2 11.4V4.6zM2 4.6 8 8l6-3.4M8 8v6.6" />],
  index: [
    'image',
    <path
      key="a"
      d="M6.2 3.6 10.9 6.2v5.4L6.2 14.3 1.5 11.6V6.200zM1.5 6.2 6.2 8.900l4.7-2.700M6.2 8.900v5.400M7.4 1.900l1.1-.6 6 3.400v6l-1.3.700"
    />,
  ],
  signature: ['signature', <path key="a" d="M8 1l6 2v5c0 3.4-2.6 5.8-6 7-3.4-1.2-6-3.6-6-7V3z" />],
  attestation: [
    'attestation',
    <path key="a" d="M3.4 6a4.6 4.6 0 1 0 9.2 0 4.6 4.6 0 1 0-9.2 0M5.4 9.8 4.4 15 8 13l3.6 2-1-5.2" />,
  ],
  provenance: [
    'attestation',
    <path
      key="a"
      d="M3.4 6a4.6 4.6 0 1 0 9.2 0 4.6 4.6 0 1 0-9.2 0M5.4 9.8 4.4 15 8 13l3.6 2-1-5.200M6.400 6a1.600 1.600 0 1 0 3.200 0 1.600 1.600 0 1 0-3.2 0"
    />,
  ],
  sbom: [
    'sbom',
    <path
      key="a"
      d="M3.5 1.500h9A1.5 1.5 0 0 1 14 3v10a1.5 1.5 0 0 1-1.5 1.500h-9A1.5 1.5 0 0 1 2 13V3a1.5 1.5 0 0 1 1.5-1.500zM5 5h6M5 8h6M5 11h4"
    />,
  ],
  'vulnerability-report': ['report', <path key="a" d="M8 1.5 15 14H1zM8 6v3.600M8 11.200v1" />],
  vex: ['vex', <path key="a" d="M8 .8 15.2 8 8 15.2.8 8zM5.6 8h4.8" />],
  'test-result': [
    'report',
    <path
      key="a"
      d="M6 1.500v4.300L2 13a1 1 0 0 0 .9 1.500h10.200A1 1 0 0 0 14 13l-4-7.200V1.500M4.8 1.500h6.400M4.3 10h7.4"
    />,
  ],
  chart: [
    'vex',
    <path
      key="a"
      d="M4.2 8a3.8 3.8 0 1 0 7.6 0 3.8 3.8 0 1 0-7.6 0M8 1v3.200M8 11.800V15M1.9 4.500l2.8 1.600M11.3 9.900l2.8 1.600M1.9 11.500l2.8-1.600M11.3 6.100l2.8-1.6"
    />,
  ],
  policy: [
    'other',
    <path key="a" d="M8 1.500v13M4.5 14.500h7M2.5 4h11M3.8 4 1.6 9.200h4.400zM12.2 4 10 9.200h4.400z" />,
  ],
  model: [
    'sbom',
    <path
      key="a"
      d="M8 4.600v2M4.5 10.300l2-1.300M11.5 10.300l-2-1.300M6.4 3a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M6.4 8.200a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M1.6 11.800a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0M11.2 11.800a1.6 1.6 0 1 0 3.2 0 1.6 1.6 0 1 0-3.2 0"
    />,
  ],
  wasm: [
    'attestation',
    <path key="a" d="M2 2h4a2 2 0 0 0 4 0h4v12H2zM4.6 7.500l1.2 4L8 8.200l2.2 3.3 1.2-4" />,
  ],
  package: ['other', <path key="a" d="M2 5l2-3.500h8L14 5v9.500H2zM2 5h12M8 1.500V5M6 8.500h4" />],
  'lazy-loading-index': [
    'other',
    <path key="a" d="M2 3h12M2 6.500h7M2 10h5M2 13.500h4M11.5 8v6M9.2 11.800l2.3 2.4 2.3-2.4" />,
  ],
  layer: [
    'other',
    <path key="a" d="M8 1.5 15 5 8 8.5 1 5zM1.5 8.2 8 11.500l6.5-3.300M1.5 11.2 8 14.500l6.5-3.3" />,
  ],
  config: [
    'other',
    <path
      key="a"
      d="M1.5 4.500h7M12.5 4.500h2M1.5 11.500h2M7.5 11.500h7M8.5 4.500a2 2 0 1 0 4 0 2 2 0 1 0-4 0M3.5 11.500a2 2 0 1 0 4 0 2 2 0 1 0-4 0"
    />,
  ],
  'referrers-list': [
    'other',
    <path key="a" d="M5.5 3.500h9M5.5 8h9M5.5 12.500h9M1.7 3.500h1.200M1.7 8h1.200M1.7 12.500h1.2" />,
  ],
  artifact: ['other', <path key="a" d="M3 1.500h6l4 4v9H3zM9 1.500v4h4" />],
} as const satisfies Record<Kind, readonly [token: string, shape: ReactNode]>;

export type KindToken = (typeof looks)[Kind][0];

const colours = {
  image: 'text-image',
  signature: 'text-signature',
  attestation: 'text-attestation',
  sbom: 'text-sbom',
  report: 'text-report',
  vex: 'text-vex',
  other: 'text-other',
} as const satisfies Record<KindToken, string>;

// A shield that is broken in two: whole and hollow it is only there, and nothing is said of it.
const brokenShield = (
  <path d="M7.3 1.300 2 3v5c0 3.200 2.200 5.400 5.200 6.700M9.3 1.500 14 3v5c0 3.200-2.200 5.400-5.200 6.700M8.9 3.600 6.500 7 9.700 9 7.700 12.4" />
);

type KindIconProps = {
  readonly kind: Kind;
  /** Whether it was proven wrong: then it is red, and a shield is broken. */
  readonly isFailed?: boolean;
  /** Replaces the kind's own colour. */
  readonly colour?: string;
  readonly size?: number;
};

export function KindIcon({ kind, isFailed = false, colour, size = 16 }: KindIconProps) {
  const [token, shape] = looks[kind];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${colour ?? (isFailed ? 'text-bad' : colours[token])}`}
    >
      {isFailed && kind === 'signature' ? brokenShield : shape}
    </svg>
  );
}

/** The CSS variable that holds the colour of a kind, `--sbom`, for what is drawn without React. */
export function kindToken(kind: Kind): KindToken {
  return looks[kind][0];
}
