import type { Digest } from '#lib/oci/digest';
import type { Kind } from '#lib/oci/kind';
import type { CheckCode } from './check-code.ts';

/**
 * What a check came to. `present`: it is there, and nothing could or should be checked · `valid`: its bytes hold, it
 * names what it hangs on, and a root, a store or a key that we have proves who signed · `matches`: valid, and an
 * authority of the policy names the signer · `failed`: proven wrong · `cannot-check`: something is missing here.
 */
export const checkStates = ['present', 'valid', 'matches', 'failed', 'cannot-check'] as const;
export type CheckState = (typeof checkStates)[number];

/** The forms of evidence that are told apart. */
export const evidenceForms = [
  'sigstore-bundle',
  'cosign-simplesigning',
  'dsse',
  'notation-jws',
  'notation-cose',
  'helm-prov',
  'unsigned',
] as const;
export type EvidenceForm = (typeof evidenceForms)[number];

/** One side of a check. `unknown`: it was not, or could not be, judged. The reason is a sentence for people. */
export type CheckFacet = { readonly state: 'holds' | 'fails' | 'unknown'; readonly reason?: string };

/**
 * `integrity`: the signature fits the bytes · `binding`: it names the digest that it hangs on · `trust`: a root, a store
 * or a key proves who signed, and when.
 */
export type Facets = {
  readonly integrity: CheckFacet;
  readonly binding: CheckFacet;
  readonly trust: CheckFacet;
};

/** Who signed, as far as it is proven; in a check that failed, who is said to have. */
export type Signer = {
  readonly kind: 'key' | 'certificate';
  /** In a few words: `ada@acme.example`, `workflow release of acme/web`, `CN=acme.example`, `key release`. */
  readonly name: string;
  /** The subject alternative name, exactly; of notation the subject of the certificate. */
  readonly identity?: string;
  /** The OIDC issuer, exactly; of notation the issuer of the certificate. */
  readonly issuer?: string;
  /** SHA-256 of the public key as SPKI, in hex. */
  readonly keyFingerprint?: string;
  /** Claims of the certificate by the names that Fulcio gives its OIDs. */
  readonly extensions?: Readonly<Record<string, string>>;
  /** RFC 3339: from when to when the certificate holds. */
  readonly notBefore?: string;
  readonly notAfter?: string;
};

/** When it was signed. `claimed` is what the signer says. */
export type SignedTime = {
  readonly source: 'log' | 'timestamp' | 'claimed';
  /** RFC 3339. */
  readonly at: string;
  /** Of a log entry: its log and its place there; of a time stamp: the authority. */
  readonly by?: string;
  readonly logIndex?: string;
};

/** One piece of evidence after its check. */
export type EvidenceCheck = {
  /** The manifest that carries it. */
  readonly digest: Digest;
  /** The layer of that manifest in which it is. */
  readonly blob?: Digest;
  /** What it hangs on: the artifact that was asked for, or something that leads there. */
  readonly about: Digest;
  /** Set where it hangs on something else than was asked for: `index`, `platform`, or `referrer` for evidence about evidence. */
  readonly through?: 'index' | 'platform' | 'referrer';
  readonly form: EvidenceForm;
  readonly kind: Kind;
  readonly predicateType?: string;
  readonly state: CheckState;
  readonly facets: Facets;
  readonly signer?: Signer;
  readonly times: readonly SignedTime[];
  /** `policy/authority`: the first of the policy that names the signer. */
  readonly authority?: string;
  /** Every one that names the signer, where several do: each policy that applies asks for one of its own. */
  readonly authorities?: readonly string[];
  readonly code: CheckCode;
  /** One sentence: what is right, or what is wrong. */
  readonly reason: string;
  /** One sentence: what would help. */
  readonly help?: string;
  readonly warnings?: readonly string[];
};
