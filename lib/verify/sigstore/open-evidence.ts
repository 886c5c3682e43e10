import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { Target } from '#lib/verify/signed-evidence';
import type { Claims } from './statement.ts';

/** Evidence taken apart, whichever form it has. Nothing of it was checked. */
export type OpenEvidence = {
  readonly form: 'bundle' | 'legacy';
  /** The bytes under the signature: of an envelope its type and its payload. */
  readonly signed: Buffer;
  /** One of them must hold. */
  readonly signatures: readonly Buffer[];
  /** What the transparency log hashes beside the signed bytes. */
  readonly logged: Buffer;
  /** What time stamps are over where it is not the signature. */
  readonly stamped?: Buffer;
  /** What is read only where it is asked for, so that what lies beside a signature takes nothing away from it. */
  readonly beside: {
    /** DER of the signer's certificate; undefined where a key was used. */
    readonly certificate: () => Uint8Array | undefined;
    readonly entries: () => readonly TransparencyLogEntry[];
    /** RFC 3161, in DER. */
    readonly stamps: () => readonly Uint8Array[];
  };
  /**
   * What is signed, once it names the artifact.
   *
   * @throws Refused with the facet `binding` where it does not
   */
  readonly claim: (target: Target) => Claims;
};
