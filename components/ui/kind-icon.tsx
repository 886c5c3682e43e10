import type { Check } from '#lib/graph/check';
import type { Kind } from '#lib/oci/kind';
import { CheckIcon } from './check-icon.tsx';
import type { KindToken } from './kind-shapes.ts';
import { kindShapes } from './kind-shapes.ts';
import { StrokeIcon } from './stroke-icon.tsx';

const colours = {
  image: 'text-image',
  signature: 'text-signature',
  attestation: 'text-attestation',
  sbom: 'text-sbom',
  report: 'text-report',
  vex: 'text-vex',
  other: 'text-other',
} as const satisfies Record<KindToken, string>;

type KindIconProps = {
  readonly kind: Kind;
  /** What its check came to: a signature takes its shape, and what failed is red. */
  readonly check?: Check['state'] | undefined;
  /** Replaces the kind's own colour. */
  readonly colour?: string;
  readonly size?: number;
};

export function KindIcon({ kind, check, colour, size = 16 }: KindIconProps) {
  if (kind === 'signature' && check !== undefined)
    return <CheckIcon state={check} size={size} {...(colour === undefined ? {} : { colour })} />;
  const [token, shape] = kindShapes[kind];
  const own = check === 'failed' ? 'text-bad' : colours[token];
  return (
    <StrokeIcon size={size} strokeWidth={1.4} className={colour ?? own}>
      <path d={shape} />
    </StrokeIcon>
  );
}
