type Row = readonly [host: RegExp, hint: string];

/**
 * Which user name and what kind of password a registry takes: the one thing that differs by vendor and that no answer of
 * a registry tells. Only words depend on these names, never what is asked.
 */
const rows: readonly Row[] = [
  [/^docker\.io$/, 'Docker Hub takes your Docker ID and a personal access token.'],
  [/^ghcr\.io$/, 'GitHub takes any user name and a classic token with read:packages.'],
  [
    /^public\.ecr\.aws$|\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
    'Amazon ECR takes the user AWS and the password of "aws ecr get-login-password", which holds for twelve hours.',
  ],
  [
    /\.azurecr\.(?:io|cn|us)$/,
    'Azure takes a token with its name, or the user 00000000-0000-0000-0000-000000000000 and the access token of "az acr login --expose-token".',
  ],
  [
    /(?:^|\.)gcr\.io$|-docker\.pkg\.dev$/,
    'Google takes the user oauth2accesstoken and the output of "gcloud auth print-access-token", or _json_key and the key file.',
  ],
  [/^quay\.io$/, 'Quay takes a robot account, written org+name, and its token.'],
  [
    /^registry\.gitlab\.com$/,
    'GitLab takes your user name and a token with read_registry, or a deploy token.',
  ],
  [/\.jfrog\.io$/, 'Artifactory takes your user name and an identity token.'],
  [/^registry\.digitalocean\.com$/, 'DigitalOcean takes an API token as user name and as password.'],
  [/^(?:codeberg\.org|gitea\.com)$/, 'Gitea and Forgejo take your user name and a token with read:package.'],
];

/** What a person needs to sign in there, in one sentence; undefined where a plain user name and password are likely. */
export function signInHint(registry: string): string | undefined {
  return rows.find(([host]) => host.test(registry))?.[1];
}
