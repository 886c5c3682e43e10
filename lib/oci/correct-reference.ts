import { isDigest } from './digest.ts';
import { isLayoutText } from './layout-reference.ts';
import { ociLimits } from './limits.ts';
import { OciError } from './oci-error.ts';
import { parseLocation, parsePastedCommand } from './pasted-location.ts';
import { isHostText, isRepositoryName, isTag, parseRegistry } from './reference.ts';

/** A part of a text, in UTF-16 code units: from `start` to before `end`. */
export type TextRange = { readonly start: number; readonly end: number };

/** What is wrong with a text that is no reference, and what may be meant. */
export type ReferenceCorrection = {
  /** The characters that are wrong, in their order. */
  readonly wrong: readonly TextRange[];
  /** A reference close to the text, which `parseLocation` reads; undefined where no guess is good enough. */
  readonly suggestion?: string;
};

/**
 * Which characters of a text keep it from being a reference, and which reference may be meant. Only for what
 * `parseLocation` refuses; of a very long text the beginning is judged.
 */
export function correctReference(text: string): ReferenceCorrection {
  const judged = text.slice(0, ociLimits.correctedMaxCharacters);
  const pasted = parsePastedCommand(judged);
  const reference = pasted.replace(/^(?:https?|oci|docker):\/\//, '');
  // Where the reference was taken out of something longer, it ends with it.
  const start = judged.lastIndexOf(reference);
  const suggestion = suggest(reference);
  return {
    wrong: start < 0 ? [] : wrongParts(reference).map((part) => shifted(part, start)),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The parts of a text by where a reference has them. */
type Parts = {
  readonly host?: TextRange;
  readonly name: TextRange;
  readonly tag?: TextRange;
  readonly digest?: TextRange;
};

function partsOf(text: string): Parts {
  const slash = isLayoutText(text) ? text.lastIndexOf('/') : text.indexOf('/');
  const at = text.indexOf('@', isLayoutText(text) ? slash : 0);
  const end = at < 0 ? text.length : at;
  const hasHost = slash >= 0 && slash < end && (isLayoutText(text) || isHostText(text.slice(0, slash)));
  const start = hasHost ? slash + 1 : 0;
  const lastSlash = text.lastIndexOf('/', end);
  const colon = text.slice(0, end).indexOf(':', Math.max(start, lastSlash + 1));
  return {
    ...(hasHost ? { host: { start: 0, end: slash } } : {}),
    name: { start, end: colon < 0 ? end : colon },
    ...(colon < 0 ? {} : { tag: { start: colon + 1, end } }),
    ...(at < 0 ? {} : { digest: { start: at + 1, end: text.length } }),
  };
}

function wrongParts(text: string): readonly TextRange[] {
  const { host, name, tag, digest } = partsOf(text);
  const of = (range: TextRange) => text.slice(range.start, range.end);
  const user = userPart.exec(text)?.[0];
  if (user !== undefined) return [{ start: 0, end: user.length }];
  const wrong = [
    ...(host === undefined || isRegistry(of(host)) ? [] : [host]),
    ...(isRepositoryName(of(name)) ? [] : wrongComponents(of(name)).map((part) => shifted(part, name.start))),
    ...(tag === undefined || isTag(of(tag)) ? [] : [withMark(tag)]),
    ...(digest === undefined || isDigest(of(digest)) ? [] : [withMark(digest)]),
  ];
  if (wrong.length > 0 || text === '') return wrong;
  return [{ start: 0, end: text.length }];
}

// `user:secret@host/name`: a password has no place in a reference.
const userPart = /^[^/@]+@(?=[^/@]+\/)/;

/** The components of a name that are none; an empty one is the two slashes around it. */
function wrongComponents(name: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  let start = 0;
  for (const component of name.split('/')) {
    const end = start + component.length;
    const around = component === '' ? 1 : 0;
    const from = Math.max(ranges.at(-1)?.end ?? 0, start - around);
    const range = { start: from, end: Math.min(name.length, end + around) };
    if (!isRepositoryName(component) && range.end > range.start) ranges.push(range);
    start = end + 1;
  }
  // Each component is right: it is their length.
  return ranges.length > 0 || name === '' ? ranges : [{ start: 0, end: name.length }];
}

// What is missing is marked by the character before it.
function withMark({ start, end }: TextRange): TextRange {
  return { start: start === end ? start - 1 : start, end };
}

function shifted({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}

/** The first change that makes a reference of the text: of its spelling, then of its parts, then without the part that is wrong. */
function suggest(text: string): string | undefined {
  const tidy = tidied(text);
  const guesses = /\s/.test(tidy) ? guessesOfWords(tidy.split(/\s+/)) : guessesOf(tidy);
  return guesses.find((guess) => guess !== text && isLocation(guess));
}

function guessesOf(text: string): readonly string[] {
  const { host, name, tag, digest } = partsOf(text);
  const of = (range: TextRange | undefined) =>
    range === undefined ? '' : text.slice(range.start, range.end);
  const start = [correctHost(of(host)), correctName(of(name))].filter((part) => part !== '').join('/');
  const tagText = correctTag(of(tag));
  const selected = `${start}${tagText === '' ? '' : `:${tagText}`}`;
  const digestText = of(digest);
  return [
    text,
    ...(digestText === '' ? [] : [`${selected}@${digestText}`, ...withoutUser(text)]),
    selected,
    ...(tagText === '' ? [] : [start]),
  ];
}

/** People write `app 1.2`, and a sentence may hold a reference. */
function guessesOfWords(words: readonly string[]): readonly string[] {
  const [first = '', second = '', third] = words;
  const isVersion = third === undefined && isTag(second) && /^(?:v?\d|latest$)/.test(second);
  const named = words.filter((word) => /[/:.@]./.test(word));
  const isName = third === undefined && first.includes('/');
  return [
    ...(isVersion ? guessesOf(`${first}:${second}`) : isName ? guessesOf(`${first}-${second}`) : []),
    ...named.flatMap((word) => guessesOf(tidied(word))),
  ];
}

/** Without the marks around a text, with slashes that lean as they should and digests as they are written. */
function tidied(text: string): string {
  return text
    .trim()
    .replace(/\\/g, '/')
    .replace(/\s{0,9}([/:@])\s{0,9}/g, '$1')
    .replace(/\/{2,}/g, '/')
    .replace(/^[/"'`([<]+(?![0-9a-f:]*\])/i, '')
    .replace(/[.,;!?)>"'`]+$/, '')
    .replace(/[:@](sha256|sha512)[:-]([0-9a-f]+)$/i, (_, algorithm: string, hex: string) =>
      `@${algorithm}:${hex}`.toLowerCase(),
    )
    .replace(/@([0-9a-f]{64})$/i, (_, hex: string) => `@sha256:${hex.toLowerCase()}`);
}

function withoutUser(text: string): readonly string[] {
  return userPart.test(text) ? guessesOf(text.replace(userPart, '')) : [];
}

function correctHost(host: string): string {
  if (isLayoutText(host)) return host;
  const lower = host.toLowerCase();
  return isRegistry(lower) ? lower : lower.replace(/:[^:\]]*$/, '');
}

function correctName(name: string): string {
  return name
    .toLowerCase()
    .split('/')
    .map((component) =>
      component
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/[._-]{2,}/g, (run) => (/^(?:__|-+)$/.test(run) ? run : run.charAt(0)))
        .replace(/^[._-]+|[._-]+$/g, ''),
    )
    .filter((component) => component !== '')
    .join('/');
}

// Helm writes the + of a version as _, because a tag has none.
function correctTag(tag: string): string {
  const corrected = tag.replaceAll('+', '_').replace(/^[.-]+/, '');
  return isTag(corrected) ? corrected : '';
}

function isRegistry(host: string): boolean {
  return isAccepted(() => parseRegistry(host));
}

function isLocation(text: string): boolean {
  return isAccepted(() => parseLocation(text));
}

function isAccepted(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof OciError) return false;
    throw error;
  }
}
