import type { ProvenanceSummary } from '#lib/formats/documents/summaries';
import { formatDuration } from '#lib/text/format';
import { shorten } from '#lib/text/untrusted-text';

/** Who built it from what, when and with how much, in one sentence, as far as the statement says. */
export function buildSentence(summary: ProvenanceSummary): string {
  const { builder, source, entryPoint, materials, parameters } = summary;
  const revision = shortRevision(source?.digest);
  const made = [
    builder === undefined ? 'Built' : `Built by ${bareUri(builder)}`,
    source === undefined
      ? ''
      : ` from ${bareUri(source.uri)}${revision === undefined ? '' : ` at ${revision}`}`,
    entryPoint === undefined ? '' : `, ${entryText(entryPoint)}`,
    timeSpan(summary) ?? '',
  ].join('');
  const counts = [
    materials === undefined ? undefined : countOf(materials, 'material'),
    parameters === undefined ? undefined : countOf(parameters, 'parameter'),
  ].filter((part) => part !== undefined);
  const told = made === 'Built' ? 'It states neither the builder nor the source' : made;
  return `${[told, ...counts].join('; ')}.`;
}

/** What a person looks for in provenance and this statement does not say: words for a sentence. */
export function unsaidOfBuild(summary: ProvenanceSummary): readonly string[] {
  const { builder, source, entryPoint, startedOn, finishedOn, materials } = summary;
  return [
    builder === undefined ? 'who built it' : undefined,
    source === undefined ? 'from which source' : undefined,
    source !== undefined && source.digest === undefined ? 'at which revision' : undefined,
    entryPoint === undefined ? 'with which workflow' : undefined,
    startedOn === undefined && finishedOn === undefined ? 'when' : undefined,
    materials === undefined ? 'with which materials' : undefined,
  ].filter((part) => part !== undefined);
}

/** A URI without scheme, `git+`, user and revision, as people name it: `github.com/acme/web`. */
export function bareUri(uri: string): string {
  const bare = uri
    .replace(/^git\+/i, '')
    .replace(/^[a-z][a-z0-9+.-]{1,20}:\/\//i, '')
    .replace(/^[\w.-]{1,40}@(?=[\w.-]+[:/])/, '')
    .replace(/[#@].*$/s, '')
    .replace(/\.git$/, '')
    .replace(/\/$/, '');
  return shorten(bare === '' ? uri : bare);
}

/** `4e1f0c7` of `sha1:4e1f0c7…`; undefined for no digest. */
export function shortRevision(digest: string | undefined): string | undefined {
  const value = digest?.replace(/^[a-z0-9]{1,16}:/i, '').trim();
  if (value === undefined || value === '') return undefined;
  return /^[0-9a-f]{12,}$/i.test(value) ? value.slice(0, 7) : shorten(value);
}

function entryText(entryPoint: string): string {
  const name = entryPoint.replace(/@.*$/s, '').split('/').at(-1) ?? entryPoint;
  return /\.ya?ml$/i.test(name) ? `workflow ${shorten(name)}` : `entry point ${shorten(entryPoint)}`;
}

function timeSpan({ startedOn, finishedOn }: ProvenanceSummary): string | undefined {
  const [start, end] = [startedOn, finishedOn].map((text) => Date.parse(text ?? ''));
  const hasStart = start !== undefined && !Number.isNaN(start);
  const hasEnd = end !== undefined && !Number.isNaN(end);
  if (hasStart && hasEnd) {
    const isOneDay = dayOf(start) === dayOf(end);
    return isOneDay
      ? `, on ${dayOf(start)} ${clockOf(start)}–${clockOf(end)}`
      : `, from ${dayOf(start)} ${clockOf(start)} to ${dayOf(end)} ${clockOf(end)}`;
  }
  if (hasStart) return `, started on ${dayOf(start)} at ${clockOf(start)}`;
  return hasEnd ? `, finished on ${dayOf(end)} at ${clockOf(end)}` : undefined;
}

/** How long the build took: `3 min`; undefined where one of its ends is not stated, or both are out of order. */
export function buildDuration({ startedOn, finishedOn }: ProvenanceSummary): string | undefined {
  const seconds = (Date.parse(finishedOn ?? '') - Date.parse(startedOn ?? '')) / 1000;
  return Number.isNaN(seconds) || seconds < 0 ? undefined : formatDuration(seconds);
}

/** A time as a person reads it, `1 Nov 2026, 10:00 UTC`; the text itself when it is no date. */
export function momentText(time: string): string {
  const parsed = Date.parse(time);
  return Number.isNaN(parsed) ? shorten(time) : `${dayOf(parsed)}, ${clockOf(parsed)} UTC`;
}

function dayOf(time: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    ...{ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' },
  }).format(time);
}

function clockOf(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(
    time,
  );
}

function countOf(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
