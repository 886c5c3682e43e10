import { isDigest } from '#lib/oci/digest';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import type { ScanPace } from '#lib/server/inventory/scan-pace';

/** Which requests scans sent. */
export type RequestTally = {
  readonly note: (method: string, url: URL) => void;
  /**
   * What was noted since the last call of this, by kind, the most frequent first. `GET blobs again` counts those of them
   * that were sent before in that time.
   */
  readonly take: () => ReadonlyMap<string, number>;
};

/** An empty tally. */
export function createRequestTally(): RequestTally {
  let counts = new Map<string, number>();
  let asked = new Set<string>();
  const count = (kind: string) => counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return {
    note: (method, url) => {
      const kind = kindOf(method, url.pathname);
      const line = `${method} ${url.href}`;
      count(kind);
      if (asked.has(line)) count(`${kind} again`);
      asked.add(line);
    },
    take: () => {
      const taken = new Map([...counts].sort(([, one], [, other]) => other - one));
      counts = new Map();
      asked = new Set();
      return taken;
    },
  };
}

/** The same pace, with what goes through it noted. */
export function tallied(pace: ScanPace, { note }: Pick<RequestTally, 'note'>): ScanPace {
  return {
    ...pace,
    slow: (registry, fetch) => {
      const slow = pace.slow(registry, fetch);
      return (url, request) => {
        note(request.method, url);
        return slow(url, request);
      };
    },
  };
}

function kindOf(method: string, path: string): string {
  const [, what = path, selector = ''] = /\/(manifests|blobs|referrers|tags)\/([^/]+)$/.exec(path) ?? [];
  if (what !== 'manifests') return `${method} ${what}`;
  const by = isDigest(selector) ? 'digest' : parseDigestTag(selector) === undefined ? 'tag' : 'made tag';
  return `${method} ${by}`;
}
