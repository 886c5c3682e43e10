const kiB = 1024;

/** Every number that bounds what lib/verify reads. */
export const verifyLimits = {
  /** All parts of a policy together: a hundred trusted roots, or a thousand documents, fit. */
  policyMaxBytes: 1024 * kiB,
  /** Documents of a policy; a cluster with more than a few dozen is unheard of. */
  documentsMax: 200,
  /** Authorities of one policy, each of which is tried on each piece of evidence. */
  authoritiesMax: 64,
  /** Entries of one list in a policy: images, identities, attestations. */
  entriesMax: 200,
  /** Roots in one file of JSON Lines; GitHub gives two. */
  rootsInFileMax: 32,
  /** Keys in one PEM file. */
  keysInFileMax: 64,
  /** Characters of a glob, which are compared with each character of a name. */
  globMaxCharacters: 1_024,
  /** Characters of a regular expression. */
  regExpMaxCharacters: 2_048,
  /** Sentences about what is not supported; the first say enough. */
  sentencesMax: 50,
  /** A command line that a person pastes. */
  commandMaxCharacters: 16 * kiB,
  /** Commands that give the same answer; a policy names a handful of signers. */
  commandsMax: 20,
  /** Log entries of one bundle; cosign refuses more too. */
  logEntriesMax: 32,
  /** The signed head of a log; with a dozen witnesses it has some two thousand characters. */
  checkpointMaxCharacters: 32 * kiB,
  /** Digits of a place in a log, or of its size: a number of 64 bits has twenty. */
  logIndexMaxDigits: 20,
  /** Time stamps of one piece of evidence; cosign refuses more too. */
  stampsMax: 32,
  /** Signatures of one envelope that are tried; signers add one each. */
  signaturesMax: 16,
  /** Subjects of one statement; cosign refuses more too. */
  subjectsMax: 1024,
  /** What clocks may differ by. */
  clockSkewMs: 60_000,
  /** Certificates from a signer to the root; real chains have two to five. */
  chainMaxCertificates: 16,
  /** One certificate; real ones have some two kilobytes. */
  certificateMaxBytes: 16 * kiB,
  /** One token of a time stamp; real ones have some six kilobytes. */
  stampMaxBytes: 32 * kiB,
  /** One number or identifier in DER; a serial number has twenty bytes, a part of an RSA key some hundred. */
  asn1NumberMaxBytes: 520,
  /** Certificates in the token of a time stamp; real ones carry one to four. */
  stampMaxCertificates: 16,
  /** Characters of a distinguished name in a policy; real ones have some hundred. */
  distinguishedNameMaxCharacters: 4_000,
  /** A provenance file holds one `Chart.yaml` and a few hashes; what is larger is none that Helm wrote. */
  provenanceMaxBytes: 1024 * kiB,
} as const;
