import { isDigest } from '#lib/oci/digest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { ScanPace } from '#lib/server/inventory/scan-pace';

/** Which requests the scans sent. */
export type RequestTally = {
  /** The same pace, counted. */
  readonly pace: ScanPace;
  /** What was sent since the last call of this: by kind, the most frequent first, and how many were sent before in that time. */
  readonly take: () => string;
};

/** Counts what goes through a pace. */
export function tallyRequests(pace: ScanPace): RequestTally {
  let counts = new Map<string, number>();
  let asked = new Set<string>();
  const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    pace: {
      ...pace,
      slow: (registry, fetch) => {
        const slow = pace.slow(registry, fetch);
        return async (url, request) => {
          const kind = kindOf(request.method, url.pathname);
          const line = `${request.method} ${url.href}`;
          count(kind);
          if (asked.has(line)) count(`${kind} again`);
          asked.add(line);
          return await slow(url, request);
        };
      },
    },
    take: () => {
      const sorted = [...counts].sort(([, one], [, other]) => other - one);
      counts = new Map();
      asked = new Set();
      return sorted.map(([kind, number]) => `${kind}: ${number}`).join(', ');
    },
  };
}

function kindOf(method: string, path: string): string {
  const [, what = path, selector = ''] = /\/(manifests|blobs|referrers|tags)\/([^/]+)$/.exec(path) ?? [];
  if (what !== 'manifests') return `${method} ${what}`;
  const by = isDigest(selector) ? 'digest' : parseDigestTag(selector) === undefined ? 'tag' : 'made tag';
  return `${method} ${by}`;
}
