const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** What one audit may cost. */
export const auditRunLimits = {
  /** Tags of one question; more belong into an inventory, and what is left is said. */
  tagsMax: 10_000,
  /** Names of one list: those beyond the ones that are looked at still tell which tags are made from a digest. */
  listedTagsMax: 100_000,
  /** Pages of one list; some registries give fifty names a page. */
  listPagesMax: 1_000,
  /** Repositories of one registry. */
  repositoriesMax: 2_000,
  /** Repositories whose tags are listed ahead of the artifacts that are looked at. */
  repositoriesAhead: 2,
  /** Repositories that a question names: an address has room for some hundred. */
  repositoriesChosenMax: 500,
  /** Tags that are looked at first: what a screen shows, and more. */
  firstTagsMax: 500,
  /** Tags resolved ahead of the artifacts that are looked at; the registry's own number still holds. */
  tagsAhead: 24,
  /** Tags resolved at the same time at first: fewer than a registry is asked at once, so that rows find a place. */
  tagsAtOnce: 5,
  /** Answers in a row after which twice as many tags are resolved at once, up to `tagsAhead`: soon all of a long list. */
  answersToDouble: 16,
  /** Artifacts at the same time: each waits for one or two answers, and so many keep a registry busy that is far away. */
  artifactsAtOnce: 16,
  /**
   * Artifacts of a repository by which its tag list is tried, each of which costs four questions more; so few are enough
   * where so many of the repositories beside it have shown nothing that their lists do not name.
   */
  listSamples: { max: 8, few: 1, enough: 32 },
  /** Failures in a row after which no more is asked of a registry: the client has tried each of them several times. */
  failuresMax: 20,
  /** A row serves again for so long: somebody stops and goes on, or looks twice; and no longer than a read manifest does. */
  rowKeptMs: 5 * minuteMs,
  /** A tag that was resolved longer ago is asked for again when its row is known. */
  tagFreshMs: 10 * secondMs,
  /** Documents of a candidate that are read to see what they name; more than real releases carry. */
  promotionDocumentsMax: 64,
  /** Digests that a document names and that are looked up, a request each. */
  promotionNamesMax: 16,
  /** Characters of a name, a version or a purl in which a digest is looked for. */
  describedMaxCharacters: 2_000,
  /** Approvals of one candidate that are read. */
  approvalsMax: 50,
  /** Bytes of one approval: people and one list of requirements. */
  approvalMaxBytes: 512 * 1024,
} as const;
