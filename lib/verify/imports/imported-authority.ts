/** What a command asks for, as an authority of a ClusterImagePolicy. */
export type ImportedAuthority = {
  readonly authority: object;
  /** What a reader has to add or to know, in sentences. */
  readonly notes: readonly string[];
  /** What the policy cannot say, in sentences: with it the command would be stricter than its policy. */
  readonly unsupported: readonly string[];
};
