import type { Severity } from '#lib/formats/documents/rows';
import type { Kind } from '#lib/oci/kind';
import type { EvidenceName } from './audit.ts';

/** How much has to be proven of evidence: it is there · it holds · an authority of the policy names its signer. */
export const requiredStates = ['present', 'valid', 'matches'] as const;
export type RequiredState = (typeof requiredStates)[number];

/** Where evidence has to hang: on each platform itself · on the artifact or one platform · on the artifact itself. */
export const requiredPlaces = ['each', 'any', 'index'] as const;
type RequiredPlace = (typeof requiredPlaces)[number];

/** One kind of evidence that an artifact has to have. */
export type RequiredEvidence = {
  readonly evidence: EvidenceName;
  readonly state: RequiredState;
  /** Absent: on the artifact itself, or else on each of its platforms. */
  readonly platforms?: RequiredPlace;
  /** Of a report: whole days. */
  readonly maxAgeDays?: number;
  /** Of a report: the gravest finding that may be open. */
  readonly maxSeverity?: Severity;
};

/** What is required of some artifacts. */
export type RequirementRule = {
  readonly name?: string;
  /** Globs of `host/name`: `*` stops at a slash, `**` does not. Empty: every repository. */
  readonly repositories: readonly string[];
  /** Empty: images, indexes, charts and whatever else is no evidence itself. */
  readonly kinds: readonly Kind[];
  readonly require: readonly RequiredEvidence[];
};

/** What is required, rule by rule; every rule that fits an artifact counts. */
export type Requirements = {
  readonly rules: readonly RequirementRule[];
  /** What of them was not understood, in sentences: while there is any, nothing passes. */
  readonly problems?: readonly string[];
};
