import type { EstimateDocument, InventoryDocument, ScanDocument } from '#lib/api/contract/inventory-contract';
import { formatAge } from '#lib/text/format';

const number = (value: number) => value.toLocaleString('en');

/** What a scan would cost: `About 3,400 requests for 480 tags in 24 repositories: 12 minutes.` */
export function estimateText({ requests, repositories, tags, seconds }: EstimateDocument): string {
  const places = repositories === 1 ? '' : ` in ${number(repositories)} repositories`;
  const time = seconds === undefined ? '' : `: ${durationText(seconds)}`;
  return `About ${number(requests)} requests for ${number(tags)} ${tags === 1 ? 'tag' : 'tags'}${places}${time}.`;
}

/** How far a scan is: `120 of 300 done, 4.8 requests a second, about 2 minutes left`. */
export function progressText(scan: ScanDocument, now: number): string {
  const { jobs, requests, startedAt, secondsLeft, state } = scan;
  const all = jobs.done + jobs.waiting + jobs.active;
  if (state === 'paused') return `${number(jobs.done)} of ${number(all)} done, the rest waits`;
  const elapsed = Math.max(1, (now - Date.parse(startedAt)) / 1_000);
  const speed = requests === 0 ? [] : [`${(requests / elapsed).toFixed(1)} requests a second`];
  const left = secondsLeft === undefined ? [] : [`about ${durationText(secondsLeft)} left`];
  return [`${number(jobs.done)} of ${number(all)} done`, ...speed, ...left].join(', ');
}

/** What is known of a registry or a repository, by what it counts. */
export function knownRows(
  known: NonNullable<InventoryDocument['known']>,
  name: 'registry' | 'repository',
): readonly (readonly [string, string])[] {
  const looked = known.subjects - known.unseenSubjects;
  return [
    ...(name === 'registry' ? [['Repositories', number(known.repositories)] as const] : []),
    [
      'Tags',
      known.unresolvedTags === 0
        ? number(known.tags)
        : `${number(known.tags)}, ${number(known.unresolvedTags)} not determined`,
    ],
    ['Looked at', `${number(looked)} of ${number(known.subjects)}`],
    ...(known.unknownSubjects === 0
      ? []
      : [['Evidence not determined', `on ${number(known.unknownSubjects)}`] as const]),
    ...(known.unreadDocuments === 0 ? [] : [['Documents not read', number(known.unreadDocuments)] as const]),
  ];
}

/** The same in one line, for a page that is about something else: `5 tags · looked at 3 of 3 · as of 2 minutes ago`. */
export function knownText(known: NonNullable<InventoryDocument['known']>, now: number): string {
  const counts = knownRows(known, 'repository').map(([title, text]) =>
    title === 'Tags' ? `${text} ${known.tags === 1 ? 'tag' : 'tags'}` : `${title.toLowerCase()} ${text}`,
  );
  const age = known.asOf === undefined ? 'not complete yet' : `as of ${formatAge(known.asOf, now)}`;
  return [...counts, age].join(' · ');
}

/** When one machine looks again: `in 40 minutes, while Orrery runs; last 20 minutes ago`. */
export function lookText(
  { lastAt, nextAt }: { readonly lastAt: string; readonly nextAt: string },
  now: number,
) {
  const seconds = (Date.parse(nextAt) - now) / 1_000;
  const when = seconds < 60 ? 'in a moment' : `in ${durationText(seconds)}`;
  return `${when}, while Orrery runs; last ${formatAge(lastAt, now)}`;
}

/** Why the scans of a registry are paused, and until when: `You paused the scans.`, `… The scans resume in 12 minutes.` */
export function pauseText(
  { reason, until }: { readonly reason: string; readonly until: string },
  now: number,
) {
  const seconds = (Date.parse(until) - now) / 1_000;
  const end = seconds > dayS ? '' : ` The scans resume in ${durationText(Math.max(1, seconds))}.`;
  return `${reason}${end}`;
}

/** How the scans of a registry stand, in a few words: `Scanning, 12 left`, `Scanned 2 minutes ago`; empty before the first. */
export function scanStatus({ known, jobs, failures }: InventoryDocument, now: number): string {
  const left = jobs.waiting + jobs.active;
  if (known?.pause !== undefined) return left === 0 ? 'Scans paused' : `Paused, ${number(left)} left`;
  if (left > 0) return `Scanning, ${number(left)} left`;
  if (known === undefined) return '';
  if (failures.length > 0) return failuresTitle(Math.max(failures.length, known.failures));
  return known.asOf === undefined ? 'Not scanned completely' : `Scanned ${formatAge(known.asOf, now)}`;
}

/** Over the failures: how many there are, and how many of them the list shows. */
export function failuresTitle(shown: number, all = shown): string {
  return all > shown
    ? `${number(all)} could not be scanned; these are the last ${number(shown)}`
    : `${number(shown)} could not be scanned`;
}

/** A pause that a person began ends with a person. */
const dayS = 24 * 60 * 60;

/** `40 seconds`, `12 minutes`, `3 hours`. */
function durationText(seconds: number): string {
  const units = [
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const;
  const [name, size] = units.find(([, one]) => seconds >= 2 * one) ?? units[2];
  const count = Math.max(1, Math.round(seconds / size));
  return `${number(count)} ${name}${count === 1 ? '' : 's'}`;
}
