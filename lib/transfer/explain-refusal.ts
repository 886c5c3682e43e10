import { OciError } from '#lib/oci/oci-error';
import { isTransientStatus } from '#lib/registry/read-error';
import type { RegistryAnswer } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { transferLimits } from '#lib/transfer/limits';
import type { StepWork, Verb } from '#lib/transfer/plan';
import { StepError } from '#lib/transfer/step-error';

/** Why a step failed: a code, and a sentence that says what to do. */
export type StepFailure = { readonly code: string; readonly reason: string };

type Facts = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly verb: Verb;
  readonly registry: string;
  /** What the step writes. */
  readonly mediaType: string;
  /** The registry's own message, shortened and quoted. */
  readonly quote: string;
};

type Row = {
  readonly verbs: ReadonlySet<Verb>;
  readonly fits: (facts: Facts) => boolean;
  readonly code: string;
  readonly explain: (facts: Facts) => string;
};

const deleting = new Set<Verb>(['delete-manifest', 'untag-by-placeholder']);
const untagging = new Set<Verb>(['untag']);
const removing = new Set<Verb>([...deleting, ...untagging]);
const tagging = new Set<Verb>(['tag', 'list-referrers', 'unlist-referrers']);
const putting = new Set<Verb>(['copy-manifest', 'push-manifest', ...tagging]);
const pushing = new Set<Verb>(['copy-blob', 'push-blob', ...putting]);

// What registries answer beside the codes of https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes
// (Harbor, ECR, GAR and distribution each have codes of their own). The first row that fits decides.
const rows: readonly Row[] = [
  {
    verbs: removing,
    code: 'locked',
    fits: ({ status, detail }) => status < 500 && /\block(?:ed|s)?\b|immutab|retention/i.test(detail),
    explain: ({ registry, quote }) =>
      `It is locked in ${registry}: ${quote} Unlock it there, then run this again.`,
  },
  {
    verbs: deleting,
    code: 'tagged',
    fits: ({ code }) => code.endsWith('DANGLING_TAG'),
    explain: ({ registry }) =>
      `${registry} does not delete a manifest with tags. Remove its tags first, then run this again.`,
  },
  {
    verbs: deleting,
    code: 'referenced',
    fits: ({ status, code, detail }) =>
      (status === 405 && code === 'DENIED') ||
      status === 412 ||
      code.endsWith('DANGLING_PARENT_IMAGE') ||
      /referenced by|manifest list|referencedbymanifestlist/i.test(`${code} ${detail}`),
    explain: ({ registry }) =>
      `${registry} does not delete it, because an index lists it. Delete that index first, or keep this manifest.`,
  },
  {
    verbs: deleting,
    code: 'delete-disabled',
    fits: ({ status, code }) =>
      status === 405 || status === 501 || (status === 400 && code === 'UNSUPPORTED'),
    explain: ({ registry }) =>
      `Deletion is switched off in ${registry}. Its operator can switch it on: REGISTRY_STORAGE_DELETE_ENABLED=true for distribution, --api-delete for olareg.`,
  },
  {
    verbs: untagging,
    code: 'tag-delete-unsupported',
    fits: ({ status, code }) =>
      status === 405 ||
      status === 501 ||
      (status === 400 && (code === 'UNSUPPORTED' || code === 'DIGEST_INVALID')),
    explain: ({ registry }) =>
      `${registry} cannot delete a tag alone. Delete the manifest with all its tags, or remove the tag through a placeholder.`,
  },
  {
    verbs: putting,
    code: 'content-missing',
    fits: ({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN',
    explain: ({ registry, quote }) =>
      `${registry} does not accept it, because content that it names is missing there: ${quote} Make a new plan, which also copies that content.`,
  },
  {
    verbs: tagging,
    code: 'tag-immutable',
    fits: ({ status, code, detail }) =>
      status === 409 || status === 412 || (status < 500 && /immutab|overwrite/i.test(`${code} ${detail}`)),
    explain: ({ registry, quote }) => `${registry} does not allow tags of this repository to move: ${quote}`,
  },
  {
    verbs: pushing,
    code: 'too-large',
    fits: ({ status, code }) => status === 413 || code === 'SIZE_INVALID',
    explain: ({ registry, quote }) => `This is too large for ${registry}: ${quote}`,
  },
  {
    verbs: pushing,
    code: 'repository-missing',
    fits: ({ code }) => code === 'NAME_UNKNOWN',
    explain: ({ registry }) =>
      `${registry} does not have this repository and does not create it on push. Create it there, then run this again.`,
  },
  {
    verbs: putting,
    code: 'type-refused',
    fits: ({ status, code }) => status === 415 || (status === 400 && code !== 'NAME_INVALID'),
    explain: ({ registry, mediaType, quote }) =>
      `${registry} does not accept ${mediaType}: ${quote} Orrery converts nothing${dockerHint(mediaType)}.`,
  },
  {
    verbs: new Set<Verb>([...removing, ...pushing]),
    code: 'forbidden',
    fits: ({ status, code }) => status === 401 || status === 403 || code === 'DENIED',
    explain: ({ registry, verb }) =>
      `${registry} does not let you ${removing.has(verb) ? 'delete' : 'write'} here. Sign in with an account that may, then run this again.`,
  },
];

/** Explains a registry's answer to a step; an answer that no row fits keeps the sentence of the error. */
export function explainRefusal(error: RegistryError, work: StepWork): StepFailure {
  const { registry, answer } = error;
  const facts = answer === undefined ? undefined : factsOf(registry, answer, work);
  const row = facts && rows.find(({ verbs, fits }) => verbs.has(facts.verb) && fits(facts));
  if (facts === undefined || row === undefined) return { code: error.code, reason: error.message };
  return { code: row.code, reason: row.explain(facts) };
}

/** Whether a registry refused for good, and not only for now. */
export function isRefusal(error: unknown): error is RegistryError {
  const status = error instanceof RegistryError ? error.answer?.status : undefined;
  return status !== undefined && status >= 400 && !isTransientStatus(status);
}

function factsOf(registry: string, answer: RegistryAnswer, work: StepWork): Facts {
  const { quotedMessageMax } = transferLimits;
  const { status, code = '', detail = '' } = answer;
  const message = detail === '' ? code || `HTTP ${status}` : detail;
  return {
    status,
    code,
    detail,
    verb: work.verb,
    registry,
    mediaType: 'manifest' in work ? work.manifest.mediaType : 'this manifest',
    quote: `“${message.slice(0, quotedMessageMax)}${message.length > quotedMessageMax ? '…' : ''}”.`,
  };
}

function dockerHint(mediaType: string): string {
  if (!mediaType.startsWith('application/vnd.docker.')) return '';
  return '; zot accepts Docker’s media types only if its configuration allows them';
}

/** What a person reads about a step that failed; undefined for an unforeseen error, whose message may hold anything. */
export function explainFailure(error: unknown, work: StepWork): StepFailure | undefined {
  if (error instanceof RegistryError) return explainRefusal(error, work);
  if (error instanceof StepError || error instanceof OciError)
    return { code: error.code, reason: error.message };
  if (isDiskFull(error)) return { code: 'disk-full', reason: 'The disk of this server is full.' };
  return undefined;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
