import type { VexStatus } from '#lib/formats/documents/vex-reading';
import type { Digest } from '#lib/oci/digest';

/** What one author states of a finding. */
export type VexOpinion = {
  readonly status: VexStatus;
  readonly justification?: string;
  readonly impact?: string;
  readonly action?: string;
  /** RFC 3339. */
  readonly timestamp?: string;
  /** The artifact that carries the statement. */
  readonly statement: Digest;
  readonly author?: string;
  /** Present once the signature of the statement was checked. */
  readonly isVerified?: boolean;
};

/** What VEX says of a finding: the latest statement of an author, and what others say against it. */
export type VexVerdict = VexOpinion & {
  /** Other opinions with another status. Where there are any, the finding is not excused. */
  readonly conflicts?: readonly VexOpinion[];
};

/** A statement about this vulnerability of which it cannot be told whether it means this package. */
export type VexDoubt = {
  readonly statement: Digest;
  readonly author?: string;
  readonly status: VexStatus;
  /** A sentence. */
  readonly reason: string;
};
