import type { ColumnType, Generated } from 'kysely';

/** Set by the database when a row is written, and never by us. */
type SetThen = ColumnType<Date, never, never>;

/** The tables as `migrations` leave them. */
export type Tables = {
  readonly plan: {
    /** Later plans have higher ones. */
    readonly place: Generated<number>;
    readonly id: string;
    readonly owner: string;
    readonly action: string;
    readonly title: string;
    readonly created: string;
    readonly expires: string;
    /** The whole plan as JSON. */
    readonly content: string;
    /** The ids of the uploads that it needs. */
    readonly uploads: readonly string[];
    readonly state: string;
    readonly reason: string | null;
    readonly code: string | null;
    /** Where it runs; null unless it does. */
    readonly replica: string | null;
    /** A person has asked to end its run. */
    readonly is_cancelled: Generated<boolean>;
  };
  readonly step: {
    readonly plan: string;
    readonly id: string;
    readonly state: string;
    readonly reason: string | null;
    readonly code: string | null;
    readonly bytes: number | null;
    /** Goes up with each change, over all steps of a plan. */
    readonly turn: number;
  };
  readonly backup: { readonly plan: string; readonly step: string; readonly manifests: string };
  readonly audit: {
    readonly row: number;
    readonly line: string;
    /** What of the line is asked for, actor and place in lower case; null in a row of a release that did not write it yet. */
    readonly time: Date | null;
    readonly owner: string | null;
    readonly actor: string | null;
    /** `host/name`. */
    readonly place: string | null;
    readonly verb: string | null;
    readonly outcome: string | null;
  };
  /** One row: how far the audit log goes. Who writes holds it locked. */
  readonly audit_head: {
    readonly row: number;
    readonly hash: string;
    /** Up to here some replica has found it whole. */
    readonly checked_row: Generated<number>;
    readonly checked_hash: Generated<string>;
  };
  readonly session: {
    readonly key: string;
    readonly issuer: string;
    readonly subject: string;
    readonly sid: string | null;
    readonly name: string;
    readonly email: string | null;
    readonly groups: readonly string[];
    readonly sealed: Uint8Array;
    readonly authenticated_at: Date;
    readonly version: Generated<number>;
    readonly created_at: SetThen;
    readonly seen_at: Generated<Date>;
    readonly refreshed_at: Generated<Date>;
    readonly ends_at: Date;
  };
  readonly kept_once: { readonly key: string; readonly value: Uint8Array; readonly ends_at: Date };
  readonly used_once: { readonly name: string; readonly ends_at: Date };
  readonly replica: {
    readonly id: string;
    readonly started_at: SetThen;
    readonly seen_at: Generated<Date>;
    /** How its machine is called. */
    readonly name: Generated<string>;
    /** `host:port` where other replicas reach it. */
    readonly address: string | null;
  };
  /** Which replica holds a file that lies in a data folder. */
  readonly holding: {
    readonly kind: string;
    readonly id: string;
    readonly owner: string;
    readonly replica: string;
    readonly replica_name: string;
    readonly added_at: SetThen;
  };
  readonly service_account: {
    readonly registry: string;
    readonly username: string;
    readonly sealed: Uint8Array;
    readonly is_shared: boolean;
    readonly changed_by: string;
    readonly changed_at: Generated<Date>;
    readonly version: Generated<number>;
  };
  readonly saved_audit: {
    readonly id: string;
    readonly owner: string;
    readonly scope: string;
    readonly saved_at: Date;
    readonly head: string;
    readonly content: Uint8Array;
  };
  /** Questions that people keep, with what is known of their hits: times and counts as JSON, the hits themselves apart. */
  readonly saved_question: {
    readonly id: string;
    readonly owner: string;
    readonly name: string;
    readonly is_shared: boolean;
    readonly content: string;
    /** What the owner may read; null: everything. */
    readonly reach: readonly string[] | null;
    readonly owner_seen_at: Generated<Date>;
    readonly asked_at: Date | null;
    readonly standing: string | null;
    readonly memory: string | null;
    readonly delivery: string | null;
    readonly version: Generated<number>;
  };
  readonly attempt: { readonly key: string; readonly count: number; readonly ends_at: Date };
  readonly hook: {
    readonly registry: string;
    readonly sealed: Uint8Array;
    readonly changed_by: string;
    readonly changed_at: Generated<Date>;
    readonly last_at: Generated<Date | null>;
    readonly last_error: Generated<string | null>;
    readonly error_at: Generated<Date | null>;
  };
  readonly schema_migration: {
    readonly number: number;
    readonly needs: number;
    readonly applied_at: SetThen;
  };
};
