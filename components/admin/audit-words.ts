import type { AuditLogEntry } from '#lib/api/contract/admin-contract';

/** How the result of a row is shown: its shape, its word, and the code behind the word. */
type ShownResult = {
  readonly icon: 'valid' | 'failed' | 'present' | 'none';
  readonly word: string;
  readonly code: string;
};

const icons: Readonly<Record<string, ShownResult['icon']>> = {
  done: 'valid',
  failed: 'failed',
  refused: 'failed',
  stopped: 'failed',
  started: 'present',
};

/** The results that a row may have, up to the colon. */
export const auditOutcomes = [
  'done',
  'failed',
  'refused',
  'started',
  'skipped',
  'stopped',
  'cancelled',
] as const;

/** The verbs of rows, those of whole plans first. */
export const auditVerbs = [
  ...(['run', 'plan', 'tag', 'untag', 'untag-by-placeholder', 'delete-manifest'] as const),
  ...(['copy-manifest', 'copy-blob', 'push-manifest', 'push-blob'] as const),
  ...(['list-referrers', 'unlist-referrers', 'end', 'set', 'share', 'remove'] as const),
  ...(['sign-in', 'sign-out'] as const),
] as const;

/** What a verb is called. */
export function verbText(verb: string): string {
  const named: Readonly<Record<string, string>> = {
    run: 'whole plan',
    plan: 'make a plan',
    end: 'end a session',
    set: 'set a service account',
    share: 'share a service account',
    remove: 'remove a service account',
    'sign-in': 'sign in',
    'sign-out': 'sign out',
    'untag-by-placeholder': 'untag, by a placeholder',
  };
  return Object.hasOwn(named, verb) ? (named[verb] ?? verb) : verb.replaceAll('-', ' ');
}

const actsOnOrrery: Readonly<Record<string, string>> = {
  'session sign-in': 'sign in',
  'session sign-out': 'sign out',
  'hook set': 'make a token for notifications',
  'hook remove': 'remove a token for notifications',
  'question-webhook set': 'set the webhook of a question',
  'question-webhook remove': 'remove the webhook of a question',
  'question-key set': 'make a key of a question',
  'question-key remove': 'end the key of a question',
};

/** Actions whose verbs say all. */
const toldByVerb: ReadonlySet<string> = new Set(['session', 'service-account']);

/** What a row is about: `delete: untag`, `delete: whole plan`, `end a session`. */
export function whatText({ action, verb }: Pick<AuditLogEntry, 'action' | 'verb'>): string {
  const act = actsOnOrrery[`${action} ${verb}`];
  if (act !== undefined) return act;
  return toldByVerb.has(action) || action === verb ? verbText(verb) : `${action}: ${verbText(verb)}`;
}

/** A result as people read it. */
export function shownResult(result: string): ShownResult {
  const [word = '', code = ''] = result.split(':');
  return { icon: icons[word] ?? 'none', word, code };
}

/** `registry/repository`; empty for a row that is about no registry. */
export function placeText({ registry, repository }: Pick<AuditLogEntry, 'registry' | 'repository'>): string {
  return [registry, repository].filter(Boolean).join('/');
}

/** Who did it. That somebody showed the registry no credentials is said by the open row alone. */
export function personText(actor: string): string {
  return actor.replace(/ as anonymous$/, '');
}

/** A moment in UTC to the second: `2026-11-27 11:44:45`. */
export function utcSecond(time: string): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? time : date.toISOString().slice(0, 19).replace('T', ' ');
}
