/** Which rows of the audit log somebody asks for; what is left out narrows nothing. */
export type AuditFilter = {
  /** From this moment on, RFC 3339. */
  readonly from?: string | undefined;
  /** Before this moment. */
  readonly until?: string | undefined;
  /** A part of the actor, in any case. */
  readonly person?: string | undefined;
  readonly verb?: string | undefined;
  /** A part of `host/name`, in any case. */
  readonly repository?: string | undefined;
  /** The result up to its colon: `failed` is also `failed:unauthorized`. */
  readonly outcome?: string | undefined;
  /** Only what this person of a team has asked for, by their id. */
  readonly owner?: string | undefined;
};

/** The part of the rows that is read: at most so many, and only rows that were written before another. */
export type AuditPart = { readonly max: number; readonly before?: number | undefined };

/** A moment as the rows have it, so that the order of texts is that of time. */
export function toRowTime(moment: string): string {
  return new Date(moment).toISOString();
}
