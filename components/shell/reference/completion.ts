import { isLayoutText } from '#lib/oci/layout-reference';
import { locationPath, textPath } from '#lib/oci/location';
import { OciError } from '#lib/oci/oci-error';
import { isHostText, parseRegistry, parseRepository } from '#lib/oci/reference';
import type { Offer } from './reference-box-state.ts';

/** The list that completes a text, and what its names begin with. */
export type CompletionQuestion =
  | { readonly list: 'repositories'; readonly host: string; readonly begin: string }
  | { readonly list: 'tags'; readonly host: string; readonly repository: string; readonly begin: string };

/** Completions that are shown. */
export const completionsShownMax = 8;
/** Sorting fifty thousand names takes longer than the pause between two letters. */
const sortedMax = 500;

/**
 * The question that completes a text: after a host and a slash the repositories, after a colon the tags. Undefined before
 * the slash, and without a host: nobody asks Docker Hub for what may be the name of a host in somebody's network.
 */
export function questionOf(text: string): CompletionQuestion | undefined {
  const written = withoutScheme(text);
  const isLayout = isLayoutText(written);
  const slash = isLayout ? written.lastIndexOf('/') : written.indexOf('/');
  const host = written.slice(0, Math.max(0, slash));
  const rest = written.slice(slash + 1);
  if (slash < 0 || /[\s@]/.test(rest) || !(isLayout || isHostText(host))) return undefined;
  const colon = rest.indexOf(':');
  try {
    const registry = parseRegistry(host);
    if (colon < 0) return { list: 'repositories', host: registry, begin: rest.toLowerCase() };
    const { repository } = parseRepository(`${registry}/${rest.slice(0, colon)}`);
    return { list: 'tags', host: registry, repository, begin: rest.slice(colon + 1) };
  } catch (error) {
    if (error instanceof OciError) return undefined;
    throw error;
  }
}

/** The names of a list that complete a text. */
export type CompletingNames = {
  readonly count: number;
  /** The first of them, in the order in which somebody looks for them. */
  readonly shown: readonly string[];
  /** How the text can go on whichever of them is meant. */
  readonly shared: string;
};

/** The names that complete a question: the newest version of tags first, repositories by their names. */
export function completingNames(names: readonly string[], question: CompletionQuestion): CompletingNames {
  const begin = question.begin.toLowerCase();
  const fitting = [...new Set(names.filter((name) => name.toLowerCase().startsWith(begin)))];
  const isTags = question.list === 'tags';
  // Registries list names in the order of their letters.
  const near = isTags ? fitting.slice(-sortedMax) : fitting.slice(0, sortedMax);
  const sorted = near.sort((a, b) => (isTags ? byNumbers.compare(b, a) : byNumbers.compare(a, b)));
  const [first = ''] = fitting;
  const shared = fitting.length === 1 ? offerOf(first, question, '').text : sharedText(fitting, question);
  return { count: fitting.length, shown: sorted.slice(0, completionsShownMax), shared };
}

/**
 * Whether a page that begins behind the letters of a question holds all that completes it: it is in the order of the
 * letters, and ends with names that do not.
 */
export function endsBehind(names: readonly string[], { begin }: CompletionQuestion): boolean {
  const isInOrder = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  const last = names.at(-1);
  return isInOrder && names[0]?.startsWith(begin) === true && last?.startsWith(begin) === false;
}

function sharedText(names: readonly string[], question: CompletionQuestion): string {
  const shared = sharedBeginning(names);
  if (shared === '') return '';
  const { host } = question;
  return question.list === 'tags' ? `${host}/${question.repository}:${shared}` : `${host}/${shared}`;
}

const byNumbers = new Intl.Collator('en', { numeric: true });

/** What a name of the list is as an offer; `note` is what is known of it. */
export function offerOf(name: string, question: CompletionQuestion, note: string): Offer {
  const { host: registry } = question;
  if (question.list === 'tags') {
    const { repository } = question;
    const path = locationPath({ screen: 'artifact', reference: { registry, repository, tag: name } });
    return { text: `${registry}/${repository}:${name}`, path, note };
  }
  const path = locationPath({ screen: 'repository', registry, repository: name });
  return { text: `${registry}/${name}:`, path, note };
}

/** A registry as an offer. */
export function registryOffer(host: string, note: string): Offer {
  return { text: `${host}/`, path: textPath(host), note };
}

/** Whether a text may become the name of this registry. */
export function beginsRegistry(text: string, host: string): boolean {
  const written = withoutScheme(text).toLowerCase();
  return written !== '' && host.startsWith(written);
}

/** The longest beginning that all texts have; empty for none. */
export function sharedBeginning(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

function withoutScheme(text: string): string {
  return text.trimStart().replace(/^(?:https?|oci|docker):\/\//, '');
}
