import type { AuditRow, RowEvidence } from '#lib/audit/audit';
import type { Graph } from '#lib/graph/model';
import type { Descriptor } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import type { DocumentRecord } from './document-record.ts';

/** A repository by its registry and its name. */
export type RepositoryName = { readonly host: string; readonly name: string };

/** A manifest at one place: what is attached to it may differ from repository to repository. */
type SubjectName = RepositoryName & { readonly digest: Digest };

/** One page of a list that a registry gives. */
type ListedPage<Entry> = {
  /** What the page was asked to come behind; empty for the first one. It names the page: written again, it replaces it. */
  readonly after: string;
  /** Where to go on; undefined for the last page. */
  readonly next: string | undefined;
  readonly entries: readonly Entry[];
};

/** A tag of a list; without a digest where it was not resolved, which leaves what was known of it. */
export type ListedTag = { readonly name: string; readonly digest?: Digest };

/** A list that is under way. */
type ListingStart = {
  /** Where to go on: empty at the beginning, else what the last written page gave as `next`. */
  readonly after: string;
};

/** What a page of tags came to. */
export type TagChanges = {
  /** Tags that are new or point elsewhere now. */
  readonly moved: number;
  /** Digests that tags of the page point to and that nobody has looked at in this repository, each once. */
  readonly unseen: readonly Digest[];
};

/** A walk around one manifest, and what it came to. */
export type SubjectRecord = SubjectName & {
  /**
   * The manifest, what it holds and what refers to it. An answer about referrers that is `found` or `none` makes its
   * source complete for that manifest: what the source no longer names is taken away. After any other answer it stays.
   */
  readonly graph: Pick<Graph, 'nodes' | 'edges' | 'answers'>;
  /** What speaks for it, its platforms included. `none` needs a proof; all else is `unknown` with its reason. */
  readonly evidence: RowEvidence;
  /** Of an artifact of several platforms: what hangs on itself, and on each of them. */
  readonly own?: RowEvidence;
  readonly platforms?: AuditRow['platforms'];
  readonly policy?: NonNullable<AuditRow['policy']>;
  /** Open critical and high findings; absent where they are not known. */
  readonly open?: { readonly critical: number; readonly high: number };
  /** It is to be looked at again after so many milliseconds … */
  readonly dueInMs: number;
  /**
   * … and where something stayed unknown, after twice as many with each such look in a row, up to `maxMs`; `isAnew`: this
   * look counts as the first of them.
   */
  readonly unknown?: { readonly maxMs: number; readonly isAnew: boolean };
};

/** What is to be looked at, and where to go on behind it. */
type DuePage<Entry> = { readonly entries: readonly Entry[]; readonly next: string | undefined };

/** After how many milliseconds the repositories of a registry are listed again; it is one that notifies for `isNotifiedForMs`. */
type RelistTimes = {
  readonly dueMs: number;
  readonly notifiedDueMs: number;
  readonly isNotifiedForMs: number;
};

/** A document that has to be read: the manifest that carries it, and one place where it lies. */
export type UnreadDocument = SubjectName & { readonly subject: Digest };

/** What stands in the way at one place. */
export type ScanFailure = {
  readonly host: string;
  /** Absent: the list of repositories of the registry. */
  readonly repository?: string;
  /** Absent: the tags of the repository. */
  readonly digest?: Digest;
  readonly reason: string;
  readonly code: string;
};

/** What is known of a registry or repository, as counts. All times are RFC 3339. */
export type Freshness = {
  readonly repositories: number;
  readonly tags: number;
  /** Tags of which nobody could tell to what they point. */
  readonly unresolvedTags: number;
  /** Manifests that a tag points to. */
  readonly subjects: number;
  /** Those of them that nobody has looked at yet. */
  readonly unseenSubjects: number;
  /** Those that were looked at, with at least one kind of evidence unknown. */
  readonly unknownSubjects: number;
  /** Documents found and not read by this release. */
  readonly unreadDocuments: number;
  /** When the oldest fact was learned; absent where nothing is known. */
  readonly asOf?: string;
  /** When the registry said last of its own accord that something has changed. */
  readonly notifiedAt?: string;
  readonly pause?: { readonly until: string; readonly reason: string };
  readonly failures: number;
};

/** A failure with the time at which it was met. */
export type RecordedFailure = ScanFailure & { readonly at: string; readonly times: number };

/**
 * What is known of registries. Each function is one transaction; all may be repeated with the same input without another
 * effect, and run at once in several processes. All times are the database's.
 */
export type InventoryStore = {
  /** Begins to list the repositories of a registry, or goes on with a list that was begun within the last day. */
  readonly beginRepositories: (host: string) => Promise<ListingStart>;
  readonly putRepositories: (host: string, page: ListedPage<string>) => Promise<void>;
  /** After the last page: repositories that no page named are gone. Gives how many. Without a list under way: 0. */
  readonly finishRepositories: (host: string) => Promise<number>;
  /** Repositories of a registry that are there, by name, behind `after`. */
  readonly listRepositories: (host: string, after: string, max: number) => Promise<readonly string[]>;
  /**
   * Whether the last whole list of its registry names a repository (`there`), or no list does since one did (`gone`);
   * undefined where there is no such list, or it never named it.
   */
  readonly listedAs: (repository: RepositoryName) => Promise<'there' | 'gone' | undefined>;

  /** Begins to list the tags of a repository, or goes on with a list that was begun within the last day. */
  readonly beginTags: (repository: RepositoryName) => Promise<ListingStart>;
  /** Writes only what has moved. */
  readonly putTags: (repository: RepositoryName, page: ListedPage<ListedTag>) => Promise<TagChanges>;
  /**
   * After the last page: tags that no page named are gone. Gives how many. The tags are due again after `dueInMs`.
   * Without a list under way: 0.
   */
  readonly finishTags: (repository: RepositoryName, dueInMs: number) => Promise<number>;

  /** Writes to what one tag points now, whatever list is under way. */
  readonly putTag: (repository: RepositoryName, tag: Required<ListedTag>) => Promise<TagChanges>;
  /** The tags that point to a manifest, as far as is known. */
  readonly tagsOf: (repository: RepositoryName, digest: Digest) => Promise<readonly string[]>;
  /** A tag is gone: the registry said so when it was asked for this very tag. */
  readonly removeTag: (repository: RepositoryName, tag: string) => Promise<void>;

  /**
   * Those of these manifests that no walk in the repository comes by: they are not looked at, belong to no index that is,
   * are attached to nothing, and nothing is known to be attached to them.
   */
  readonly unreached: (repository: RepositoryName, digests: readonly Digest[]) => Promise<readonly Digest[]>;
  /**
   * The manifests that are looked at in the repository for what is attached to this one: itself, what it is attached to,
   * and the indexes that those are in. Itself where nobody is looked at for it.
   */
  readonly lookedAtFor: (repository: RepositoryName, digest: Digest) => Promise<readonly Digest[]>;
  /**
   * Whether a look at a platform of this index, on its own, has ended within so many milliseconds: at one without a tag,
   * which nobody looks at but because of a notification, or at any.
   */
  readonly isOvertaken: (
    repository: RepositoryName,
    index: Digest,
    look: { readonly withinMs: number; readonly isAny: boolean },
  ) => Promise<boolean>;

  /** Writes what an index holds, so that what is attached to its platforms meanwhile has the index looked at. */
  readonly putIndex: (
    index: Digest,
    entries: readonly Pick<Descriptor, 'digest' | 'platform'>[],
  ) => Promise<void>;
  /**
   * Writes what a walk around one manifest came to. Gives how many milliseconds ago another walk around it was written;
   * undefined where there was none.
   */
  readonly putSubject: (subject: SubjectRecord) => Promise<number | undefined>;
  /** Writes what a manifest says in its documents, read by this version of the readers. None: nothing could be read of it. */
  readonly putDocuments: (
    digest: Digest,
    documents: readonly DocumentRecord[],
    readWith: number,
  ) => Promise<void>;
  /** Those of these manifests that are documents which no reader of this version has read. */
  readonly unreadAmong: (digests: readonly Digest[], readWith: number) => Promise<readonly Digest[]>;
  /** Documents that no reader of this version has read, by digest, behind `after`. */
  readonly unreadDocuments: (
    readWith: number,
    after: string,
    max: number,
  ) => Promise<DuePage<UnreadDocument>>;

  /** Manifests that are due, the longest due first; those of a paused registry are left out. */
  readonly dueSubjects: (max: number) => Promise<readonly SubjectName[]>;
  /** Repositories whose tags are due, the longest due first; those of a paused registry are left out. */
  readonly dueRepositories: (max: number) => Promise<readonly RepositoryName[]>;
  /** Registries whose repositories were listed whole longer ago than these times: the second where they notify. */
  readonly dueRegistries: (times: RelistTimes, max: number) => Promise<readonly string[]>;
  /**
   * Makes the tags of a repository due, or one manifest in it with all that it refers to there and the indexes that hold
   * those; nothing where it is not known. Gives the manifests that are due with that.
   */
  readonly makeDue: (repository: RepositoryName, digest?: Digest) => Promise<readonly Digest[]>;
  /** A registry has said of its own accord that something has changed. */
  readonly noteNotified: (host: string) => Promise<void>;

  /** The registry is left alone for so long. */
  readonly pause: (host: string, forMs: number, reason: string) => Promise<void>;
  readonly resume: (host: string) => Promise<void>;
  /** Until when a registry is left alone; undefined where it is not. */
  readonly pauseOf: (host: string) => Promise<Freshness['pause']>;
  /** Keeps why something could not be done; the same place holds one failure. */
  readonly putFailure: (failure: ScanFailure) => Promise<void>;
  readonly removeFailure: (failure: Omit<ScanFailure, 'reason' | 'code'>) => Promise<void>;
  /** The latest first; those of one repository alone where it is given. */
  readonly listFailures: (
    host: string,
    max: number,
    repository?: string,
  ) => Promise<readonly RecordedFailure[]>;

  /** Undefined for a registry or repository that is not known. */
  readonly freshness: (host: string, repository?: string) => Promise<Freshness | undefined>;
  /** Once a day and oftener: keeps the counts of the day, and removes what nothing has named for a month. */
  readonly sweep: () => Promise<void>;
  /** Removes all that is known of a registry, or of one repository of it. */
  readonly forget: (host: string, repository?: string) => Promise<void>;
};
