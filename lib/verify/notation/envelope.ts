/** https://github.com/notaryproject/specifications/blob/main/specs/signature-specification.md#signed-attributes */
export const attribute = {
  scheme: 'io.cncf.notary.signingScheme',
  signingTime: 'io.cncf.notary.signingTime',
  authenticTime: 'io.cncf.notary.authenticSigningTime',
  expiry: 'io.cncf.notary.expiry',
  plugin: 'io.cncf.notary.verificationPlugin',
  pluginMinVersion: 'io.cncf.notary.verificationPluginMinVersion',
  /** Not signed: a time stamp of the signature, and the program that made it. */
  stamp: 'io.cncf.notary.timestampSignature',
  agent: 'io.cncf.notary.signingAgent',
} as const;

/** The content type of what notation signs. */
export const payloadType = 'application/vnd.cncf.notary.payload.v1+json';

/** Headers of JWS have names, those of COSE names or numbers. */
export type HeaderName = string | number;

/** Either envelope in one form. Nothing of it is proven. */
export type NotationEnvelope = {
  /** By its name in JOSE, `ES256`; undefined for one that neither form may have. */
  readonly algorithm: string | undefined;
  readonly contentType: unknown;
  readonly critical: readonly unknown[];
  /** Every signed header that has a value. */
  readonly headers: ReadonlyMap<HeaderName, unknown>;
  /** Headers that must not be listed as critical where nothing demands it: JOSE names its own so. */
  readonly neverCritical: ReadonlySet<HeaderName>;
  /** Certificates in DER, the signer's first. */
  readonly chain: readonly Uint8Array[];
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
  /** What the signature is over. */
  readonly signed: Uint8Array;
  /** A token of RFC 3161 over the signature. */
  readonly stamp?: Uint8Array;
  /** What is odd about it and harmless, in sentences. */
  readonly warnings: readonly string[];
};
