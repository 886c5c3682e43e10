import type { Digest } from './digest.ts';
import { digestParts } from './digest.ts';
import { ociLimits } from './limits.ts';

/**
 * `matches`: it names what it hangs on · `other`: it names another digest · `unreadable`: what it is wrapped in cannot be
 * opened · `empty`: it holds no signature or no statement · `unknown`: the digests cannot be compared.
 */
export const bindingStates = ['matches', 'other', 'unreadable', 'empty', 'unknown'] as const;

/** What a statement says it is about, beside what it hangs on. No key is needed for that, and it proves no signature. */
export type Binding = {
  readonly state: (typeof bindingStates)[number];
  /** The digests that it names, at most a few of them; undefined where none could be read. */
  readonly names?: readonly string[];
  /** How many more it names. */
  readonly more?: number;
  /** For `other`: what it hangs on and does not name. */
  readonly misses?: Digest;
  /** Why it is empty, unreadable or unknown: a sentence. */
  readonly reason?: string;
};

// What an OCI digest may be made with; a statement may also name commits and other things of the same builder.
const algorithms: ReadonlySet<string> = new Set(['sha256', 'sha384', 'sha512']);
const hash = /^[a-zA-Z0-9]{32,128}$/;

/** A binding that was not compared yet: the digests that a document names. Texts that are no digests are left out. */
export function bindingOfNames(names: readonly string[]): Binding {
  const digests = [...new Set(names.filter(isName))];
  return digests.length > 0
    ? { state: 'unknown', names: digests }
    : { state: 'unknown', reason: 'It names no digest that a registry could know.' };
}

/** A binding of which only the beginning was read: what follows could name anything. */
export const bindingOfHead: Binding = {
  state: 'unknown',
  reason: 'Only its beginning was read, so what it names is unknown.',
};

/** A binding with nothing in it that could be signed or compared; `reason` is a sentence. */
export function emptyBinding(reason: string): Binding {
  return { state: 'empty', reason };
}

/** A binding of an envelope that cannot be opened; `reason` is a sentence. */
export function unreadableBinding(reason: string): Binding {
  return { state: 'unreadable', reason };
}

/**
 * The binding, compared with everything that the document hangs on: it must name each of them. Keeps only a few of the
 * names, those that match first; comparing again is safe.
 */
export function compareBinding(binding: Binding, subjects: readonly Digest[]): Binding {
  const { names, more = 0 } = binding;
  if (names === undefined) return binding;
  const other = subjects.find((subject) => isOther(binding, subject));
  const kept = [...names].sort((a, b) => Number(isIn(subjects, b)) - Number(isIn(subjects, a)));
  const left = more + Math.max(0, kept.length - ociLimits.bindingMaxNames);
  const shown = { names: kept.slice(0, ociLimits.bindingMaxNames), ...(left === 0 ? {} : { more: left }) };
  if (other !== undefined) return { state: 'other', ...shown, misses: other };
  if (subjects.length === 0)
    return { state: 'unknown', ...shown, reason: 'What it hangs on is unknown here.' };
  if (subjects.every((subject) => names.includes(subject))) return { state: 'matches', ...shown };
  return {
    state: 'unknown',
    ...shown,
    reason: 'It names digests of another kind than what it hangs on, so they cannot be compared.',
  };
}

function isOther({ names = [], more = 0, misses }: Binding, subject: Digest): boolean {
  if (names.includes(subject)) return false;
  const { algorithm } = digestParts(subject);
  if (!names.some((name) => name.startsWith(`${algorithm}:`))) return false;
  // Of the names that were left out nobody can tell any more, except where all of them were compared before.
  return more === 0 || misses === subject;
}

const worstFirst = ['other', 'unreadable', 'empty', 'unknown', 'matches'] as const;

/** The binding of several documents together: the worst of them. Undefined for none. */
export function worstBinding(bindings: readonly Binding[]): Binding | undefined {
  for (const state of worstFirst) {
    const found = bindings.find((binding) => binding.state === state);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isIn(subjects: readonly string[], name: string): boolean {
  return subjects.includes(name);
}

function isName(text: string): boolean {
  const colon = text.indexOf(':');
  return algorithms.has(text.slice(0, colon)) && hash.test(text.slice(colon + 1));
}
