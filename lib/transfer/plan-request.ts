import type { Annotations } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';

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

/** Several artifacts of one repository, as a clean-up chooses them. */
export type DeleteListedRequest = Accepting & {
  readonly action: 'delete';
  readonly scope: 'listed';
  /** `host/name` */
  readonly ref: string;
  /** Manifests that go, with what only they hold and all that is attached to them. What something that stays needs, stays. */
  readonly digests: readonly Digest[];
  /** Tags that may go. A manifest with another tag stays, and so does one that is not among the digests: only these tags of it go. */
  readonly tags?: readonly string[] | undefined;
  /** What is not among the digests stays, and so does a chosen manifest that it is attached to. */
  readonly only?: boolean | undefined;
  /** Archive what is deleted first; true when left out. */
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

/** What an attachment refers to. A manifest names its subject by type, digest and size. */
type SubjectChoice = {
  /** A reference; by digest also of something that is not there yet, which needs its size in bytes and its type. */
  readonly subject: string;
  readonly subjectSize?: number | undefined;
  readonly subjectMediaType?: string | undefined;
};

/** Uploaded files that become one artifact. */
type FilesChoice = {
  readonly artifactType?: string | undefined;
  readonly annotations?: Annotations | undefined;
  readonly files?:
    | readonly { readonly upload: string; readonly name: string; readonly mediaType: string }[]
    | undefined;
};

/** Files become an artifact that refers to the subject; `to` names its repository once more, with a tag. */
export type AttachFilesRequest = Accepting &
  SubjectChoice &
  FilesChoice & {
    readonly action: 'attach';
    readonly mode: 'attach-files';
    readonly to?: string | undefined;
  };

/** Files become an artifact without a subject, at `host/name` or `host/name:tag`. */
export type PushRequest = Accepting &
  FilesChoice & { readonly action: 'attach'; readonly mode: 'push'; readonly to: string };

/** An artifact that was pushed before gets the subject. */
export type SetSubjectRequest = Accepting &
  SubjectChoice & { readonly action: 'attach'; readonly mode: 'set-subject'; readonly artifact: string };

export type AttachRequest = AttachFilesRequest | PushRequest | SetSubjectRequest;

export type TagRequest = Accepting & {
  readonly action: 'tag';
  readonly ref: string;
  readonly tags: readonly string[];
};

export type ImportRequest = Accepting & {
  readonly action: 'import';
  /** `host/name` */
  readonly to: string;
} & (
    | { readonly source: 'upload' /** The id of an uploaded archive. */; readonly upload: string }
    | {
        readonly source: 'layout' /** An `oci:` reference to a layout on this machine. */;
        readonly layout: string;
      }
  );

export type RepairRequest = Accepting & { readonly action: 'repair'; readonly ref: string };

/** The body of `POST /api/plans`. */
export type PlanRequest =
  | DeleteRequest
  | DeleteListedRequest
  | CopyRequest
  | AttachRequest
  | TagRequest
  | ImportRequest
  | RepairRequest;
