import { OciError } from '#lib/oci/oci-error';
import { isTransientStatus } from '#lib/registry/read-error';
import type { RegistryAnswer } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { StepWork, Verb } from '#lib/transfer/plan';
import { StepError } from '#lib/transfer/step-error';

/** Why a step failed, in a sentence that says what to do, and a code. */
export type StepFailure = { readonly code: string; readonly reason: string };

type Facts = {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly verb: Verb;
  readonly registry: string;
  /** What the step writes. */
  readonly mediaType: string;
  /** The registry's own words, short. */
  readonly words: string;
};

type Row = {
  readonly verbs: ReadonlySet<Verb>;
  readonly fits: (facts: Facts) => boolean;
  readonly code: string;
  readonly say: (facts: Facts) => string;
};

const wordsMax = 200;
const deleting = new Set<Verb>(['delete-manifest', 'untag-by-placeholder']);
const untagging = new Set<Verb>(['untag']);
const removing = new Set<Verb>([...deleting, ...untagging]);
const tagging = new Set<Verb>(['tag', 'list-referrers', 'unlist-referrers']);
const putting = new Set<Verb>(['copy-manifest', 'push-manifest', ...tagging]);
const pushing = new Set<Verb>(['copy-blob', 'push-blob', ...putting]);

// protocol.md §6.2 and §1.5: what registries answer. The first row that fits decides.
const rows: readonly Row[] = [
  {
    verbs: removing,
    code: 'locked',
    fits: ({ status, detail }) => status < 500 && /\block(?:ed|s)?\b|immutab|retention/i.test(detail),
    say: ({ registry, words }) =>
      `It is locked in ${registry}: ${words} Unlock it there, then run this again.`,
  },
  {
    verbs: deleting,
    code: 'tagged',
    fits: ({ code }) => code.endsWith('DANGLING_TAG'),
    say: ({ registry }) =>
      `${registry} deletes no manifest that tags still point to. Remove its tags first, then run this again.`,
  },
  {
    verbs: deleting,
    code: 'referenced',
    fits: ({ status, code, detail }) =>
      (status === 405 && code === 'DENIED') ||
      status === 412 ||
      code.endsWith('DANGLING_PARENT_IMAGE') ||
      /referenced by|manifest list|referencedbymanifestlist/i.test(`${code} ${detail}`),
    say: ({ registry }) =>
      `${registry} does not delete it, because another index still lists it. Delete that index first, or keep this.`,
  },
  {
    verbs: deleting,
    code: 'delete-disabled',
    fits: ({ status, code }) =>
      status === 405 || status === 501 || (status === 400 && code === 'UNSUPPORTED'),
    say: ({ registry }) =>
      `Deletion is switched off in ${registry}. Who runs it can switch it on: REGISTRY_STORAGE_DELETE_ENABLED=true for distribution, --api-delete for olareg.`,
  },
  {
    verbs: untagging,
    code: 'tag-delete-unsupported',
    fits: ({ status, code }) =>
      status === 405 ||
      status === 501 ||
      (status === 400 && (code === 'UNSUPPORTED' || code === 'DIGEST_INVALID')),
    say: ({ registry }) =>
      `${registry} deletes no tags alone. Delete the manifest with all its tags, or let the tag go by way of a placeholder.`,
  },
  {
    verbs: putting,
    code: 'content-missing',
    fits: ({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN',
    say: ({ registry, words }) =>
      `${registry} does not accept it while something that it names is missing there: ${words} Make the plan anew, so that it is brought as well.`,
  },
  {
    verbs: tagging,
    code: 'tag-immutable',
    fits: ({ status, code, detail }) =>
      status === 409 || status === 412 || (status < 500 && /immutab|overwrite/i.test(`${code} ${detail}`)),
    say: ({ registry, words }) => `${registry} lets no tag of this repository be moved: ${words}`,
  },
  {
    verbs: pushing,
    code: 'too-large',
    fits: ({ status, code }) => status === 413 || code === 'SIZE_INVALID',
    say: ({ registry, words }) => `${registry} takes nothing as large as this: ${words}`,
  },
  {
    verbs: pushing,
    code: 'repository-missing',
    fits: ({ code }) => code === 'NAME_UNKNOWN',
    say: ({ registry }) =>
      `${registry} has no such repository, and makes none when something is pushed. Make it there, then run this again.`,
  },
  {
    verbs: putting,
    code: 'type-refused',
    fits: ({ status, code }) => status === 415 || (status === 400 && code !== 'NAME_INVALID'),
    say: ({ registry, mediaType, words }) =>
      `${registry} does not accept ${mediaType}: ${words} Nothing is converted${dockerHint(mediaType)}.`,
  },
  {
    verbs: new Set<Verb>([...removing, ...pushing]),
    code: 'forbidden',
    fits: ({ status, code }) => status === 401 || status === 403 || code === 'DENIED',
    say: ({ registry, verb }) =>
      `${registry} does not let you ${removing.has(verb) ? 'delete' : 'write'} here. Sign in with an account that may, then run this again.`,
  },
];

/** Puts a registry's answer to a step into words; what no row knows keeps the error's own sentence. */
export function explainRefusal(error: RegistryError, work: StepWork): StepFailure {
  const { registry, answer } = error;
  const facts = answer === undefined ? undefined : factsOf(registry, answer, work);
  const row = facts && rows.find(({ verbs, fits }) => verbs.has(facts.verb) && fits(facts));
  if (facts === undefined || row === undefined) return { code: error.code, reason: error.message };
  return { code: row.code, reason: row.say(facts) };
}

/** Whether a registry said no, and not only "not now". */
export function isRefusal(error: unknown): error is RegistryError {
  const status = error instanceof RegistryError ? error.answer?.status : undefined;
  return status !== undefined && status >= 400 && !isTransientStatus(status);
}

function factsOf(registry: string, answer: RegistryAnswer, work: StepWork): Facts {
  const { status, code = '', detail = '' } = answer;
  const said = detail === '' ? code || `HTTP ${status}` : detail;
  return {
    status,
    code,
    detail,
    verb: work.verb,
    registry,
    mediaType: 'manifest' in work ? work.manifest.mediaType : 'this manifest',
    words: `“${said.slice(0, wordsMax)}${said.length > wordsMax ? '…' : ''}”.`,
  };
}

function dockerHint(mediaType: string): string {
  if (!mediaType.startsWith('application/vnd.docker.')) return '';
  return '; zot takes Docker’s types only where it is configured to';
}

/** What a person reads of a step that failed; undefined for an error that nobody foresaw, whose words may hold anything. */
export function explainFailure(error: unknown, work: StepWork): StepFailure | undefined {
  if (error instanceof RegistryError) return explainRefusal(error, work);
  if (error instanceof StepError || error instanceof OciError)
    return { code: error.code, reason: error.message };
  if (isDiskFull(error)) return { code: 'disk-full', reason: 'There is no space left on our disk.' };
  return undefined;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
