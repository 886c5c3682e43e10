import type { FindingsProvenance, FindingsReport } from '#lib/formats/findings/joined-findings';
import { formatAge } from '#lib/text/format';
import { cleanText } from '#lib/text/untrusted-text';

/** `1 report`, `1,200 reports`. */
export function countText(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

const dayMs = 24 * 60 * 60 * 1000;

/** When the newest of the reports was made: `today`, `4 days ago`; undefined when none says. */
export function reportTime(
  reports: readonly Pick<FindingsReport, 'scannedAt'>[],
  now: number,
): string | undefined {
  const times = reports
    .map(({ scannedAt }) => Date.parse(scannedAt ?? ''))
    .filter((time) => !Number.isNaN(time));
  if (times.length === 0) return undefined;
  const newest = Math.max(...times);
  if (Math.floor(newest / dayMs) === Math.floor(now / dayMs)) return 'today';
  return formatAge(new Date(newest).toISOString(), now);
}

/** `built from acme/web@4e1f0c7`, else who built it. */
export function buildText({ source, builder }: Pick<FindingsProvenance, 'source' | 'builder'>): string {
  if (source !== undefined) {
    const digest = source.digest?.replace(/^[a-z0-9]{1,16}:/i, '').slice(0, 7);
    const at = digest === undefined || digest === '' ? '' : `@${digest}`;
    return `built from ${shortName(source.uri, -2)}${at}`;
  }
  return builder === undefined ? 'provenance' : `built by ${shortName(builder, 0)}`;
}

/** Two names of a path, the last (-2) or the first (0), without scheme, host, revision and `.git`: `acme/web`. */
function shortName(uri: string, from: -2 | 0): string {
  const [path = uri] = uri
    .replace(/^(?:git\+)?[a-z]{2,10}:\/\//i, '')
    .replace(/^git@/i, '')
    .split(/[@?#]/);
  const segments = path.split(/[/:]/).filter((segment) => segment !== '');
  const named = segments.length > 1 && (segments[0] ?? '').includes('.') ? segments.slice(1) : segments;
  const short = (from === 0 ? named.slice(0, 2) : named.slice(from)).join('/').replace(/\.git$/, '');
  return cleanText(short === '' ? uri : short, 60);
}
