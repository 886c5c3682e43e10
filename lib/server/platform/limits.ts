const kiB = 1024;
const miB = 1024 * kiB;
const giB = 1024 * miB;
const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** What one request to a registry may cost. */
const registryRequests = {
  /** The distribution spec asks registries to take manifests of 4 MiB at least; hardly any takes more. */
  manifestMaxBytes: 4 * miB,
  /** Pages of 1,000 names fit many times. */
  listPageMaxBytes: 4 * miB,
  /** Errors are a few lines; the rest of a web page that stands in for one is not read. */
  errorMaxBytes: 64 * kiB,
  /** A token of a few KiB fits, with all the claims that large teams have. */
  tokenMaxBytes: 64 * kiB,
  /** A host that does not take a connection within this time is down for a person who waits. */
  connectTimeoutMs: 5 * secondMs,
  /** Slow registries look a manifest up in object storage first. */
  headersTimeoutMs: 15 * secondMs,
  /** A download may take all day as long as bytes keep coming. */
  bodyIdleTimeoutMs: 30 * secondMs,
  /** Manifests and lists whole, with all redirects. */
  metadataTimeoutMs: 20 * secondMs,
  /** Registry, storage and its region: no registry needs more. */
  redirectsMax: 3,
  /** The first attempt and three more. */
  attemptsMax: 4,
  /** The first pause; each next one is twice as long. */
  retryBaseMs: 250,
  /** No single pause is longer: a person waits. */
  retryCapMs: 8 * secondMs,
  /** All pauses of one request together. */
  retryBudgetMs: 20 * secondMs,
  /** Fits the 10 MB that some gateways take at most. */
  uploadChunkBytes: 8 * miB,
  /** A registry hashes a large blob before it answers the last chunk. */
  uploadAnswerTimeoutMs: 2 * minuteMs,
  /** Pages of a list of referrers; a registry that never ends its list is cut there. */
  referrersPagesMax: 100,
  /** All pages of a list of referrers together. */
  referrersMaxBytes: 32 * miB,
  /** A download that breaks off is continued so often. */
  downloadResumesMax: 3,
} as const;

/** What this process asks at the same time, and when it leaves a registry in peace. */
const registryLoad = {
  /** Where the number of requests to one registry begins; it adapts to how the registry answers. */
  requestsPerRegistry: 8,
  /** And where it ends: more earns rate limits. */
  requestsPerRegistryMax: 24,
  /** To all registries together. */
  requestsAtOnce: 64,
  /** Downloads hold their connection for long and have places of their own. */
  downloadsAtOnce: 32,
  /** Leaves places for other sessions. */
  downloadsAtOncePerSession: 24,
  /** So many failures within the window open the breaker … */
  breakerFailuresMax: 5,
  /** … when there were so many calls that they say something. */
  breakerCallsMin: 20,
  /** Failures that are older do not count. */
  breakerWindowMs: 30 * secondMs,
  /** For so long no request is sent; then one tries. */
  breakerPauseMs: 10 * secondMs,
} as const;

/** What the graph around one artifact may cost, and how many are read at the same time. */
const walks = {
  /** What the screen can still draw at 60 frames a second. */
  walkNodesMax: 50_000,
  /** No real nesting comes near; a circle of subjects ends there. */
  walkDepthMax: 32,
  /** A person has left by then. */
  walkMilliseconds: 2 * minuteMs,
  /** Manifests and documents of one walk together. */
  walkBytesMax: 256 * miB,
  /** Of one walk at the same time; the registry's own number still holds. */
  walkRequestsMax: 32,
  /** Each may hold tens of thousands of nodes in memory. */
  walksAtOnce: 12,
  /** Leaves room for another session. */
  walksAtOncePerSession: 8,
  /** More than that would wait longer than anybody does. */
  walksWaitingMax: 48,
  /** One session cannot fill the queue. */
  walksWaitingMaxPerSession: 16,
  /** Walks for the rows of audits: nearly all of them wait for a registry, and hold little. */
  rowWalksAtOnce: 24,
  /** Leaves places for the audit of another session. */
  rowWalksAtOncePerSession: 16,
  /** From here on a walk counts as large … */
  largeWalkNodes: 5_000,
  /** … and only one of these runs at a time. */
  largeWalksAtOnce: 1,
  /** About what the next walk in the queue takes. */
  walksRetryAfterSeconds: 10,
  /** Documents read for what they say; the others are shown by their type. */
  documentsMax: 128,
  /** Platforms of an index whose referrers are asked with the first picture. */
  platformsAskedMax: 8,
  /** Entries of a referrers tag; registries refuse indexes that are much longer. */
  referrersTagEntriesMax: 1_000,
  /** Tags that are resolved for what belongs to an artifact, when its page is open; a plan looks at all of them. */
  resolvedTagsMax: 100,
  /** Indexes likewise. */
  indexesMax: 30,
} as const;

/** Documents that are decoded for people. */
const documents = {
  /** Up to this size a document is read whole; an SBOM of 100,000 packages fits. */
  wholeDocumentMaxBytes: 64 * miB,
  /** So much is read of a larger one. */
  documentPartBytes: 16 * miB,
  /** So much is read of a model: what it says of itself comes first, the words of its tokenizer last. */
  modelHeadBytes: miB,
  /** Documents of up to this size wait for no download. */
  smallDocumentMaxBytes: 2 * miB,
  /** Blobs of one manifest that are read at the same time. */
  documentsReadAtOnce: 4,
  /** Bytes of documents and of their rows that stay in memory. */
  documentsKeptMaxBytes: 160 * miB,
  /** Rows of one part; what comes behind them is left out. */
  documentRowsMax: 1_000_000,
  /** Memory for the rows of one part; half a million packages fit. */
  documentRowsMaxBytes: 192 * miB,
  /** Rows are read for so long before others get their turn. */
  readingSliceMs: 25,
  /** Of a document from this size on the first rows are shown before all are read. */
  promptRowsMinBytes: 4 * miB,
  /** Who searches a document that is still being read waits so long for all of it, and is told when it is not all. */
  rowsWaitMs: 3 * secondMs,
  /** Reading one document longer than this is no use to anybody who waits. */
  documentReadMs: 40 * secondMs,
  /** Objects that reading documents may hold; texts and bytes are apart from it. */
  readerHeapMiB: 320,
  /** Young objects: small, since pieces of documents live for a moment. */
  readerYoungMiB: 16,
  /** A reader without work gives its memory back after this time. */
  readerIdleMs: 10 * minuteMs,
  /** Documents that ended a reader and are not given to the next. */
  fatalDocumentsMax: 100,
  /** Sentences on what is wrong with one document. */
  documentProblemsMax: 50,
  /** What one statement says that it is about; releases name hundreds of files. */
  documentSubjectsMax: 1_000,
  /** Rows of a page when nobody says how many. */
  rowsPerPage: 100,
  /** Rows of a table for a spreadsheet that are written at once. */
  tablePageRows: 1_000,
} as const;

/** What the findings of one artifact may cost. */
const findings = {
  /** Documents that are read; what is left is said. */
  findingsDocumentsMax: 200,
  /** Reports of one form on one artifact: the newest counts, and an annotation may be wrong about which that is. */
  findingsReportsMax: 4,
  /** Documents read at the same time; each lies in memory. */
  findingsReadAtOnce: 6,
  /** Answers whose evidence is being read at the same time; who asked for an older one reads it again. */
  joinsPendingMax: 16,
  /** Findings and statements that wait to be joined: hundreds of bytes each, in the thread that reads. */
  joinedRowsMax: 300_000,
  /** Joined findings in one piece of JSON: about 200 KiB, some milliseconds to read. */
  packedRows: 500,
  /** Rows asked of a document at a time; each answer is copied between threads. */
  findingsRowsAtOnce: 2_000,
  /** Between two looks at a document that is still being read. */
  findingsPollMs: 100,
  /** An image config that is compared; builders write some kilobytes, with labels some hundred. */
  comparedConfigMaxBytes: 4 * miB,
  /** Bytes of the answers that one session keeps; the largest have 10 MiB. */
  findingsKeptMaxBytes: 32 * miB,
} as const;

/** What the process remembers; the least recently used goes first. */
const caches = {
  /** How often memory is looked at, what is worth a pause of a quarter second, and how busy we are while nobody waits. */
  memoryLookMs: 5 * secondMs,
  memoryWorthBytes: 64 * miB,
  idleShareMax: 0.05,
  /** Bytes of manifests, shared by all sessions. */
  manifestStoreMaxBytes: 64 * miB,
  /** Registries that one session has open; each holds tokens and what was learned. */
  connectionsPerSession: 50,
  /** Rows of audits of one registry that one session keeps: ten thousand images of two platforms. */
  auditedRowsMaxBytes: 48 * miB,
  /** Registries whose load is counted. */
  registryQueuesMax: 1_000,
  /** Sets of certificates with connections of their own. */
  networksMax: 100,
  /** Repositories for which it is known what their registry can do. */
  capabilitiesMax: 1_000,
  /** A registry that was upgraded shows it after this time. */
  capabilitiesAgeMs: 10 * minuteMs,
  /** Names that were dialled. One that is forgotten may be private again, so it is far more than one attacker makes us dial. */
  hostClassesMax: 50_000,
  /** Names that were judged before a proxy was asked. */
  proxiedNamesMax: 1_000,
  /** A name that has moved is judged anew after this time. */
  proxiedNameAgeMs: minuteMs,
  /** Users, sessions or registries whose attempts are counted. */
  rateLimitKeysMax: 1_000,
} as const;

/** Connections to registries and proxies. */
const network = {
  /** An idle connection is kept so long when the registry does not say, and at most so long when it does. */
  poolKeepAliveMs: 10 * secondMs,
  poolKeepAliveMaxMs: minuteMs,
  /** Signed addresses and tokens in headers fit; twice what Node.js takes by default. */
  responseHeadersMaxBytes: 32 * kiB,
  /** Room taken at once for an answer that announces its length; more is taken only as bytes come. */
  gatherAheadBytes: 64 * kiB,
  /** Behind a proxy this machine may have no name server; a request waits no longer for it. */
  proxyLookUpWaitMs: secondMs,
} as const;

/** Sessions, sign-ins and tokens. */
const access = {
  /** A working day; then the credentials are forgotten. */
  sessionIdleMs: 12 * hourMs,
  sessionsMax: 1_000,
  /** Sign-ins of one user at one registry, which lock accounts at ten or so, and of one person, within the time below. */
  signInsMax: 5,
  signInsOfPersonMax: 20,
  signInsPerMs: minuteMs,
  /** Wrong tokens of this Orrery within the time below; the right one is always taken. */
  wrongTokensMax: 20,
  wrongTokensPerMs: minuteMs,
  /** Browsers are asked for the token once a month. */
  accessCookieSeconds: 30 * 24 * 60 * 60,
  /** The form holds a token and an address. */
  accessFormMaxBytes: 8 * kiB,
  /** A helper that opens a keychain may ask the person first. */
  credentialHelperTimeoutMs: 10 * secondMs,
  /** A credential is a line. */
  credentialHelperMaxBytes: 64 * kiB,
} as const;

/** Files of people: uploads, layouts and archives. */
const files = {
  /** Larger files are pushed by another client. */
  uploadMaxBytes: 16 * giB,
  /** Files that wait for a plan. */
  uploadsMax: 64,
  /** What no plan needs is removed after a day. */
  uploadAgeMs: 24 * hourMs,
  /** References of an archive that the dialog can still list. */
  uploadReferencesMax: 100,
  /** Stays free, so that journal and audit log can be written when content has filled the disk. */
  diskReserveBytes: giB,
  /** Unpacked archives of layouts; each may be gigabytes. */
  localLayoutsMax: 8,
  /** Characters of the name of a download; file systems take 255 bytes. */
  fileNameMaxLength: 120,
} as const;

/** Files in layers and other archives. */
const archives = {
  /** Entries of one archive that are listed; only a few images have more in one layer, and a search goes through all. */
  archiveEntriesMax: 300_000,
  /** Entries of all lists that are kept: about 200 bytes each. */
  archiveIndexEntriesMax: 1_000_000,
  /** What an archive may unpack to; a bomb takes no longer than that. */
  archiveMaxBytes: 64 * giB,
  /** Smaller archives are read through: their digest is compared, and it takes no longer than two requests. */
  indexedArchiveMinBytes: 256 * kiB,
  /** The index that an archive carries, compressed; one of 300,000 files is some 20 MiB. */
  archiveTocMaxBytes: 128 * miB,
  /** And unpacked; JSON of this kind packs ten to one. */
  archiveTocUnpackedMaxBytes: 512 * miB,
  /** The directory at the end of a zip file: some 50,000 names. */
  zipDirectoryMaxBytes: 4 * miB,
  /** Layers of one image: overlay file systems take 500. */
  layersMax: 500,
  /** Archives that are read through at the same time; each keeps a core busy. */
  archivesAtOnce: 2,
  /** Pieces in which content comes out of a decoder; smaller ones cost more turns, larger ones longer turns. */
  expandChunkBytes: miB,
  /** Bytes that go into a decoder at once, for the same reason. */
  expandBatchBytes: 512 * kiB,
  /** For one file an archive up to this size is read to its end, so that its digest is compared. */
  fileVerifyMaxBytes: 256 * miB,
  /** A hard link that leads to a hard link; archives of real tools have none. */
  hardLinksMax: 8,
} as const;

/** Plans and their runs. */
const changes = {
  /** Plans made or begun by one session within the time below: more is a script that went wrong. */
  changesMax: 600,
  changesPerMs: minuteMs,
  /** Runs of one session at the same time. */
  runsAtOncePerSession: 4,
  /** The choices of a large copy fit. */
  planRequestMaxBytes: miB,
  /** What a plan has looked at may have changed after this time. */
  planKeptMs: 30 * minuteMs,
  /** Plans in the list of recent ones. */
  recentPlansMax: 50,
  /** Plans in the journal that were never begun. */
  plansNotBegunMax: 2_000,
  /** Records of runs in the journal. */
  recordsMax: 10_000,
} as const;

/** Clients of our own server. */
const clients = {
  /** A client that sends half a head holds a connection. */
  clientHeadersTimeoutMs: 15 * secondMs,
  /** Silence in the middle of a body; as long as bytes keep moving a transfer may take all day. */
  clientIdleMs: 30 * secondMs,
  /** Longer than the minute for which browsers and proxies keep an idle connection. */
  clientKeepAliveMs: 75 * secondMs,
  /** Each costs a socket and some memory. */
  clientConnectionsMax: 1_000,
  /** A malformed request is answered; a connection that is still open afterwards is cut. */
  malformedLingerMs: secondMs,
  /** Of a body that is read more slowly than it comes. */
  bodyQueueMaxBytes: 256 * kiB,
  /** A JSON body that is no plan: credentials, a confirmation. */
  documentMaxBytes: 16 * kiB,
  /** Less than the 30 seconds after which supervisors kill. */
  drainMs: 25 * secondMs,
  /** How often a server that is draining looks for connections that became idle. */
  drainSweepMs: 100,
  /** npm hands on a Ctrl-C that the terminal has sent to us already: two so close together are one. */
  sameSignalMs: secondMs,
} as const;

/** Every number that bounds what the server reads, sends, keeps or waits for; bytes and milliseconds by name. */
export const limits = {
  ...registryRequests,
  ...registryLoad,
  ...walks,
  ...documents,
  ...findings,
  ...caches,
  ...network,
  ...access,
  ...files,
  ...archives,
  ...changes,
  ...clients,
} as const;
