import type { Annotations } from '#lib/oci/descriptor';

/** Which referrers go along: all, none, or those of some artifactTypes. */
export type ReferrersChoice = 'all' | 'none' | readonly string[];

/** Decisions of the person: codes of blockers that are accepted. */
type Accepting = { readonly accept?: readonly string[] | undefined };

export type DeleteRequest = Accepting & {
  readonly action: 'delete';
  readonly ref: string;
  readonly scope: 'tag' | 'manifest' | 'graph';
  /** Archive what is deleted first; true when left out, and only for manifests and graphs. */
  readonly archive?: boolean | undefined;
};

export type CopyRequest = Accepting & {
  readonly action: 'copy' | 'move';
  readonly from: string;
  /** `host/name` or `host/name:tag`; without a tag that of `from` is used. */
  readonly to: string;
  readonly referrers?: ReferrersChoice | undefined;
  /** `linux/amd64`; all when left out. */
  readonly platforms?: readonly string[] | undefined;
};

export type AttachRequest = Accepting & {
  readonly action: 'attach';
  /** A reference; by digest also of something that is not there yet. Left out, an artifact without a subject is pushed. */
  readonly subject?: string | undefined;
  /** Bytes and type of a subject that is not there yet: a manifest names them with the digest. */
  readonly subjectSize?: number | undefined;
  readonly subjectMediaType?: string | undefined;
  /** Where an artifact without a subject goes: `host/name` or `host/name:tag`. */
  readonly to?: string | undefined;
  /** A reference to an artifact pushed before: its content gets the subject, in place of files. */
  readonly artifact?: string | undefined;
  readonly artifactType?: string | undefined;
  readonly annotations?: Annotations | undefined;
  readonly files?:
    | readonly { readonly upload: string; readonly name: string; readonly mediaType: string }[]
    | undefined;
};

export type TagRequest = Accepting & {
  readonly action: 'tag';
  readonly ref: string;
  readonly tags: readonly string[];
};

export type ImportRequest = Accepting & {
  readonly action: 'import';
  /** The id of an uploaded archive, or an `oci:` reference to a layout on this machine. */
  readonly upload?: string | undefined;
  readonly layout?: string | undefined;
  /** `host/name` */
  readonly to: string;
};

export type RepairRequest = Accepting & { readonly action: 'repair'; readonly ref: string };

/** The body of `POST /api/plans`. */
export type PlanRequest =
  | DeleteRequest
  | CopyRequest
  | AttachRequest
  | TagRequest
  | ImportRequest
  | RepairRequest;
