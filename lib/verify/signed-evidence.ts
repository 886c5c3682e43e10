import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';

/** What evidence must name: notation compares all three with what is signed. */
export type Target = {
  readonly digest: Digest;
  readonly size: number;
  readonly mediaType: string;
  /** What the digest is of; without it a bundle that signs the artifact itself cannot be checked. */
  readonly bytes?: Uint8Array;
};

/** The signed bytes in their form. They are what the registry gave, hashed; nothing of them was believed. */
export type Material =
  | { readonly form: 'sigstore-bundle'; readonly bytes: Uint8Array }
  | {
      readonly form: 'cosign-simplesigning' | 'dsse';
      readonly bytes: Uint8Array;
      /** Of the layer: the signature, the certificate, the log entry of cosign 1 and 2. */
      readonly annotations: Readonly<Record<string, string>>;
    }
  | { readonly form: 'notation-jws' | 'notation-cose'; readonly bytes: Uint8Array }
  | {
      readonly form: 'helm-prov';
      readonly bytes: Uint8Array;
      /** The chart beside it in its manifest; undefined where there is none. */
      readonly chart?: {
        readonly digest: Digest;
        /** `name-version.tgz` by its config, as Helm calls it; undefined where the config was not read. */
        readonly fileName?: string;
      };
    }
  | { readonly form: 'unsigned' };

/** One thing to check. */
export type SignedEvidence = {
  /** The manifest that carries it. */
  readonly digest: Digest;
  /** The layer in which it is. */
  readonly blob?: Digest;
  /** What it hangs on. */
  readonly target: Target;
  readonly through?: 'index' | 'platform' | 'referrer';
  readonly kind: Kind;
  readonly predicateType?: string;
  readonly material: Material;
};
