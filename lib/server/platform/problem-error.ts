import type { Problem } from '#lib/api/problems/problem';
import type { ProblemCode } from '#lib/api/problems/problem-code';
import { ProblemError } from '#lib/api/problems/problem-error';
import { makeProblem } from '#lib/api/problems/problem-table';
import { hasErrorCode, isDiskFull } from '#lib/layout/files/file-error';
import { layoutPlace } from '#lib/oci/layout-reference';
import type { OciError, OciErrorCode } from '#lib/oci/oci-error';
import type { RegistryError, RegistryErrorCode } from '#lib/registry/registry-error';

/** What is known of a problem besides its code and its sentence. */
export type ProblemDetails = {
  readonly registry?: string;
  readonly retryAfterSeconds?: number;
  readonly hint?: string;
  readonly cause?: unknown;
};

/** A problem as an error. `detail` is one sentence that says what went wrong in this case. */
export function problemError(
  code: ProblemCode,
  detail: string,
  { cause, ...context }: ProblemDetails = {},
): ProblemError {
  return new ProblemError(makeProblem(code, detail, { requestId: '', ...context }), { cause });
}

/** The problem of a request that cannot be understood; `detail` says why. */
export function invalidRequest(detail: string): ProblemError {
  return problemError('request-invalid', detail);
}

const ofRegistry = {
  'host-unknown': 'host-unknown',
  'connection-refused': 'connection-refused',
  'tls-failed': 'tls-failed',
  timeout: 'timeout',
  cancelled: 'cancelled',
  'egress-refused': 'egress-refused',
  'redirect-refused': 'redirect-refused',
  'proxy-failed': 'proxy-failed',
  unauthorized: 'unauthorized',
  forbidden: 'forbidden',
  'not-found': 'not-found',
  'rate-limited': 'rate-limited',
  unavailable: 'unavailable',
  refused: 'refused',
  unsupported: 'unsupported',
  'not-a-registry': 'not-a-registry',
  'bad-response': 'bad-response',
  'digest-mismatch': 'digest-mismatch',
  'too-large': 'too-large',
} as const satisfies Record<RegistryErrorCode, ProblemCode>;

const ofDocument = {
  'reference-invalid': 'reference-invalid',
  'digest-invalid': 'digest-invalid',
  'descriptor-invalid': 'manifest-invalid',
  'manifest-invalid': 'manifest-invalid',
  'manifest-ambiguous': 'manifest-ambiguous',
  'json-invalid': 'manifest-invalid',
  'json-too-deep': 'manifest-invalid',
  'document-invalid': 'manifest-invalid',
  'layout-invalid': 'layout-invalid',
} as const satisfies Record<OciErrorCode, ProblemCode>;

/** What a person reads about an error; the sentence of an unknown one is ours, because its own may hold anything. */
export function problemOfError(error: unknown, requestId: string): Problem {
  if (isNamed<ProblemError>(error, 'ProblemError')) return { ...error.problem, requestId };
  if (isNamed<RegistryError>(error, 'RegistryError')) {
    // A registry of our own, which knows better what is wrong.
    if (isNamed<ProblemError>(error.cause, 'ProblemError'))
      return { ...error.cause.problem, registry: error.registry, requestId };
    const { registry, retryAfterSeconds, tokenServer } = error;
    const hint = hintOf(error);
    return makeProblem(ofRegistry[error.code], error.message, {
      requestId,
      registry,
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
      ...(tokenServer === undefined ? {} : { tokenServer }),
      ...(hint === undefined ? {} : { hint }),
    });
  }
  if (isNamed<OciError>(error, 'OciError')) {
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return makeProblem(ofDocument[error.code], error.message, { requestId, ...hint });
  }
  const ofStore = storeProblem(error);
  if (ofStore !== undefined) return { ...ofStore.problem, requestId };
  if (isDiskFull(error)) {
    return makeProblem('disk-full', 'The disk is full. What was written of it is removed.', {
      requestId,
    });
  }
  return makeProblem('internal', 'This could not be answered.', { requestId });
}

/**
 * Whether an error is of a class of ours, by its name: what the inventory throws comes from our own server, and Next bundles
 * its modules apart, so that the class is there twice.
 */
function isNamed<Named extends Error>(error: unknown, name: Named['name']): error is Named {
  return error instanceof Error && error.name === name;
}

/** The problem of a StoreError of a shared store, told by its code; undefined for every other error. */
export function storeProblem(error: unknown): ProblemError | undefined {
  const cause = { cause: error };
  if (hasErrorCode(error, 'plan-taken')) {
    const hint = 'Open the plan again to follow its run.';
    return problemError('journal-unwritable', 'Another replica of Orrery runs this plan.', {
      hint,
      ...cause,
    });
  }
  if (!hasErrorCode(error, 'store-unavailable')) return undefined;
  const detail = 'The database of Orrery does not answer.';
  return problemError('store-unavailable', detail, { retryAfterSeconds: 5, ...cause });
}

function hintOf({ code, registry, tokenServer, hint }: RegistryError): string | undefined {
  if (hint !== undefined) return hint;
  if (tokenServer !== undefined) {
    return `Say whether your password may go there. To allow it for everybody, name "${tokenServer}" under "tokenServers" of ${registry} in ORRERY_REGISTRIES.`;
  }
  if (code === 'unauthorized') return signInHint(registry);
  // Nobody signs in to a layout.
  const isLayout = code === 'not-found' && layoutPlace(registry) !== undefined;
  return isLayout ? 'Look at the tags of this layout; what has none is opened by its digest.' : undefined;
}

type Row = readonly [host: RegExp, hint: string];

/**
 * Which user name and what kind of password a registry takes: the one thing that differs by vendor and that no answer of
 * a registry tells. Only sentences depend on these names, never a request.
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
