import { evidence } from '#e2e/fakes/inventory-records';
import type { ScanContext, ScannedRegistry } from '#lib/inventory/jobs/scan-context';
import type { ScanJob } from '#lib/inventory/queue/scan-job';
import type { Freshness, InventoryStore } from '#lib/inventory/store/inventory-store';
import type { Digest } from '#lib/oci/digest';
import type { RegistryClient } from '#lib/registry/registry-client';
import { createFakeClient } from './fake-client.ts';
import { createFakeStore } from './fake-store.ts';

const nothingKnown: Freshness = {
  repositories: 0,
  tags: 0,
  unresolvedTags: 0,
  subjects: 0,
  unseenSubjects: 0,
  unknownSubjects: 0,
  unreadDocuments: 0,
  failures: 0,
};

type ScanInTest = {
  readonly context: ScanContext;
  /** What the store was given, as `name argument argument`. */
  readonly calls: string[];
  readonly jobs: ScanJob[];
  /** How long each of them waits at least. */
  readonly waits: number[];
  /** What the store knows of each registry. */
  known: Freshness;
  /** What the registry's list says of the repository. */
  listedAs?: 'there' | 'gone';
  /** Documents that nobody has read. */
  unread: readonly Digest[];
  /** Manifests that no walk comes by. */
  unreached: readonly Digest[];
  /** The manifests that are looked at for every other; itself when left out. */
  lookedAtFor?: readonly Digest[];
  /** How long ago another walk around every manifest was written. */
  writtenAgoMs?: number;
  /** Whether a platform of every index was just looked at on its own. */
  isOvertaken: boolean;
  /** The tags of every manifest. */
  tags: readonly string[];
  readonly faults: unknown[];
};

/** Jobs over a store that notes what it is given, and a registry that is given. */
export function scanInTest(
  client: Partial<RegistryClient> = {},
  registry: Partial<ScannedRegistry> = {},
): ScanInTest {
  const calls: string[] = [];
  const note =
    <Result>(name: string, result: Result) =>
    async (...given: readonly unknown[]) => {
      calls.push(
        [name, ...given.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)))].join(' '),
      );
      return result;
    };
  const store: InventoryStore = {
    beginRepositories: note('beginRepositories', { after: '' }),
    putRepositories: note('putRepositories', undefined),
    finishRepositories: note('finishRepositories', 0),
    listRepositories: note('listRepositories', []),
    listedAs: async () => test.listedAs,
    beginTags: note('beginTags', { after: '' }),
    putTags: async (repository, page) => {
      await note('putTags', undefined)(repository, page);
      return { moved: 0, unseen: page.entries.flatMap(({ digest }) => digest ?? []) };
    },
    finishTags: note('finishTags', 0),
    putTag: note('putTag', { moved: 1, unseen: [] }),
    removeTag: note('removeTag', undefined),
    unreached: async (_, digests) => test.unreached.filter((digest) => digests.includes(digest)),
    tagsOf: async () => test.tags,
    lookedAtFor: async (_, digest) => test.lookedAtFor ?? [digest],
    isOvertaken: async () => test.isOvertaken,
    putIndex: note('putIndex', undefined),
    putSubject: async (subject) => {
      await note('putSubject', undefined)(subject);
      return test.writtenAgoMs;
    },
    putDocuments: note('putDocuments', undefined),
    unreadDocuments: note('unreadDocuments', { entries: [], next: undefined }),
    unreadAmong: async () => test.unread,
    dueSubjects: note('dueSubjects', []),
    dueRepositories: note('dueRepositories', []),
    dueRegistries: note('dueRegistries', []),
    makeDue: async (repository, digest) => {
      await note('makeDue', undefined)(repository, digest);
      return digest === undefined ? [] : [digest];
    },
    noteNotified: note('noteNotified', undefined),
    pause: note('pause', undefined),
    resume: note('resume', undefined),
    pauseOf: async () => test.known.pause,
    putFailure: note('putFailure', undefined),
    removeFailure: note('removeFailure', undefined),
    listFailures: note('listFailures', []),
    freshness: async () => test.known,
    sweep: note('sweep', undefined),
    forget: note('forget', undefined),
  };
  const faults: unknown[] = [];
  const jobs: ScanJob[] = [];
  const waits: number[] = [];
  const scanned: ScannedRegistry = {
    client: createFakeClient(createFakeStore(), client),
    forgetLists: () => undefined,
    examine: async () => ({ graph: { nodes: [], edges: [], answers: [] }, evidence: evidence({}) }),
    readDocuments: async () => [],
    ...registry,
  };
  const test: ScanInTest = {
    calls,
    jobs,
    waits,
    faults,
    known: nothingKnown,
    isOvertaken: false,
    unread: [],
    unreached: [],
    tags: [],
    context: {
      store,
      queue: {
        add: async (added, { afterMs = 0 } = {}) => {
          jobs.push(...added);
          waits.push(...added.map(() => afterMs));
        },
      },
      registry: () => scanned,
      readWith: 1,
      doQuestionJob: note('doQuestionJob', undefined),
      rate: 10,
      gatherMs: 3_000,
      now: () => Date.parse('2026-01-31T00:00:00Z'),
      onFault: (error) => faults.push(error),
    },
  };
  return test;
}
