import type { Digest } from '#lib/oci/digest';

/** What can become of an artifact between two audits, what is worse first. */
export const auditChangeKinds = [
  'newly-unsigned',
  'newly-failing',
  'newly-critical',
  'not-determined',
  'newly-known',
  'fixed',
  'new',
  'gone',
] as const;
export type AuditChangeKind = (typeof auditChangeKinds)[number];

/** One thing that is different about an artifact. */
export type AuditChange = {
  readonly kind: AuditChangeKind;
  /** `host/name:tag`, or `host/name@digest` of what no tag names. */
  readonly reference: string;
  /** As it is now; of what is gone as it was. */
  readonly digest?: Digest;
  /** What it was before, where its tag names something else now. */
  readonly digestBefore?: Digest;
  readonly why: string;
};
