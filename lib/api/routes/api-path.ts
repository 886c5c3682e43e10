type Query = Readonly<Record<string, string | number | undefined>>;

/** What comes behind the name `last`, at most `n` names. */
type Page = { readonly last?: string; readonly n?: number };

type GraphOptions = {
  readonly depth?: number;
  readonly artifactType?: string;
  readonly include?: 'blobs';
  /** Only these sources are asked again, joined by commas. */
  readonly sources?: string;
  /** `1`: nothing that was remembered for a while, such as a list of tags, serves again. */
  readonly fresh?: '1';
  /** `1`: for a row of a list; the tag list answers for the tags made from digests, which saves four requests. */
  readonly row?: '1';
};

/** The paths of our HTTP interface, every parameter percent-encoded once. */
export const apiPaths = {
  registries: () => '/api/registries',
  registry: (host: string, repository?: string) => withQuery('/api/registry', { host, repository }),
  repositories: (host: string, page: Page = {}) => withQuery('/api/repositories', { host, ...page }),
  /** `repository` is `host/name`. */
  tags: (repository: string, page: Page = {}) => withQuery('/api/tags', { ref: repository, ...page }),
  resolve: (reference: string) => withQuery('/api/resolve', { ref: reference }),
  manifest: (reference: string) => withQuery('/api/manifest', { ref: reference }),
  /** `reference` is `host/name@digest`; `name` is what a downloaded file is called. */
  blob: (reference: string, name?: string) => withQuery('/api/blob', { ref: reference, name }),
  graph: (reference: string, options: GraphOptions = {}) =>
    withQuery('/api/graph', { ref: reference, ...options }),
  /** `layers: '0'` leaves the layers of images out. */
  archive: (reference: string, options: { readonly layers?: '0'; readonly accept?: 'unknown' } = {}) =>
    withQuery('/api/archive', { ref: reference, ...options }),
  /** `digest` is what the server compares the bytes with. */
  uploads: (name: string, digest?: string) => withQuery('/api/uploads', { name, digest }),
  upload: (id: string) => `/api/uploads/${encodeURIComponent(id)}`,
  plans: () => '/api/plans',
  /** `download` gives the record as a file. */
  plan: (id: string, options: { readonly download?: '1' } = {}) =>
    withQuery(`/api/plans/${encodeURIComponent(id)}`, options),
  runPlan: (id: string) => `/api/plans/${encodeURIComponent(id)}/run`,
  planArchive: (id: string) => `/api/plans/${encodeURIComponent(id)}/archive`,
  signIn: () => '/api/sign-in',
  signOut: () => '/api/sign-out',
} as const;

function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  return `${path}?${parameters}`;
}
