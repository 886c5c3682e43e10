const kiB = 1024;

/** Every number that bounds what lib/formats reads. */
export const formatLimits = {
  /** Documents that are read of one manifest. */
  readingsMax: 8,
  /** A document of up to this size is read whole. */
  documentMaxBytes: 8 * 1024 * kiB,
  /** Labels of build packs fill some hundred KiB; what is larger than a manifest may be is read in its head. */
  configMaxBytes: 4 * 1024 * kiB,
  /** Of a larger one its head is read, which holds what a title needs. */
  headMaxBytes: 64 * kiB,
  /** Documents that one manifest declares; BuildKit and cosign write a handful. */
  partsMax: 64,
  /** Runs of a tool that failed, told one by one. */
  failedRunsMax: 20,
  /** Findings of one report that are joined with others; no scanner of an image has written as many. */
  joinedFindingsMax: 100_000,
  /** Packages that a finding without a package joins; one vulnerability is in a handful. */
  joinedPackagesMax: 64,
  /** Joined rows in one answer; they are all counted. */
  joinedRowsMax: 20_000,
  /** Comparisons of statements with findings, about half a second; real documents need a few for each finding. */
  vexComparisonsMax: 200_000,
  /** Differences of one kind in one answer; they are all counted. */
  comparedRowsMax: 5_000,
  /** Paths that differ and are listed: some 400 kB of JSON. The others are counted. */
  comparedFilesMax: 2_000,
  /** Rows of a table in Markdown: people read a pull request. */
  markdownRowsMax: 50,
  /** Characters of a stranger's text in Markdown. */
  markdownTextMax: 300,
  /** Names of one vulnerability; an advisory of a distribution has some dozens. */
  vulnerabilityNamesMax: 256,
  /** COSE headers nest three deep; a hostile one must not exhaust the stack. */
  cborMaxDepth: 16,
  /** Elements of XML nest this deep at most: components of components use two levels each. */
  xmlMaxDepth: 256,
  /** Messages of protobuf within each other; components of components use one level each. */
  protobufMaxDepth: 100,
  /** Ways to one package that are shown; a common library has thousands. */
  dependencyPathsMax: 20,
  /** Licences of one document that are counted by name; a real one has some hundreds. */
  licencesMax: 2_000,
  /** Texts of a list that a stranger wrote, in one row: locations of a package, its hashes. */
  listInRowMax: 100,
  /** Imports or exports of a WebAssembly module; a large program has some thousand. */
  wasmNamesMax: 5_000,
  /** Lists within lists in the metadata of a GGUF model; real ones have none. */
  ggufListsMaxDepth: 4,
  /** Dimensions of a tensor in a GGUF model; four are allowed today. */
  ggufDimensionsMax: 8,
  /** YAML is for people: what is larger was not written by one, and reading it takes seconds. */
  yamlMaxCharacters: 16 * 1024 * kiB,
  /** Kubernetes manifests nest some twenty levels. */
  yamlMaxDepth: 64,
  /** Compose files repeat dozens of parts by alias. */
  yamlMaxAliases: 1_000,
  /** Objects of a YAML stream, counted each time an alias repeats one. */
  yamlMaxObjects: 2_000_000,
  /** What is packed twice is rare; a file that is packed in itself must end. */
  packedMaxDepth: 2,
  /** What a packed file may become: a bomb of a few kilobytes is a terabyte. */
  unpackedMaxBytes: 64 * 1024 * kiB,
  /** A bundle in a wrapper, its envelope, the statement, and the document in it are five; a hostile file nests without end. */
  envelopesMaxDepth: 8,
  /** Documents of one file; lists of attestations have a few dozen. */
  documentsMax: 256,
  /** So many lines in front that are no JSON, and it is no file of JSON Lines. */
  brokenLinesMax: 16,
  /** Single values of a document that are listed; a trace of a build has a few thousand. */
  fieldsMax: 20_000,
  /** Parameters and environments nest five deep. */
  fieldsMaxDepth: 24,
  /** The name of a value in a list; longer ones are made to be in the way. */
  fieldNameMaxCharacters: 200,
  /** A value in a list; whole files in it are shown as texts. */
  fieldMaxCharacters: 4 * kiB,
  /** Values that stand above a list as what a person asks first. */
  factsMax: 12,
  /** A text within a document that a person may read, as the Dockerfile of a build. */
  textMaxCharacters: 256 * kiB,
  /** Materials of a build that are looked through for the code; it stands among the first. */
  sourcesMax: 2_000,
  /** Entries of transparency logs that one signature shows; a bundle has one. */
  logEntriesMax: 16,
  /** Certificates of one signature; chains are three or four long. */
  certificatesMax: 8,
  /** Alternative names in a certificate; a signer has one. */
  identitiesMax: 32,
  /** Elements around the time in a time stamp lie five deep. */
  timeStampMaxDepth: 8,
  /** Values that a signature says it signs. */
  payloadMax: 64,
  /** Names are compared in objects this deep: what says what a document is stands near its top. */
  doubledNameMaxDepth: 5,
  /** Up to this size of a text; a pass over a larger one costs more than reading it. */
  doubledNameMaxCharacters: 512 * kiB,
  /** Problems of one file that are told; more help nobody. */
  problemsMax: 16,
  /** A list in a JSON text from this size on is parsed piece by piece … */
  longListBytes: 256 * kiB,
  /** … of about this size: calls cost little then, and values are short-lived. */
  pieceBytes: 32 * kiB,
  /** Values that are in memory together, beside those of long lists: about 40 bytes each. */
  valuesMax: 3_000_000,
  /** Smaller JSON is parsed at once. */
  largeJsonBytes: 1024 * kiB,
  /** Values of one column that are counted by name; a list of licences rarely has more than a hundred. */
  facetValuesMax: 500,
  /** Searches and orders of one list that are remembered: going through pages asks the same again. */
  rowOrdersMax: 6,
  /** Entries looked at to lay layers one over the other; layers that remove the same again and again end there. */
  mergeStepsMax: 50_000_000,
  /** Entries between two turns of the event loop: some two milliseconds. */
  stepsAtOnce: 5_000,
  /** One entry of the index of a layer: a path, its attributes and a digest are a kilobyte. */
  elementMaxBytes: 1024 * kiB,
  /** The longest footer by which a layer says where its index is: that of zstd:chunked. */
  tocFooterBytes: 72,
  /** A name in a tar archive that stands in an entry of its own; Linux takes paths of 4,096 bytes. */
  tarTextMaxBytes: 64 * kiB,
} as const;
