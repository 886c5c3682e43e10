import { readAuditQuery } from '#components/coverage/stream/audit-query.ts';
import type { EarlyQuestion } from '#lib/api/client/early-answer';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import { formatReference } from '#lib/oci/reference';
import type { Screen } from './screen-of.ts';
import { screenOf } from './screen-of.ts';

/**
 * What the page of an address asks our server first, as its code will ask it; undefined when that is nothing worth asking
 * before. `target` is what the browser has asked for: a path and a query, percent-encoded.
 */
export function earlyQuestion(target: string): EarlyQuestion | undefined {
  const screen = screenOfTarget(target);
  switch (screen?.shows) {
    case 'artifact':
      return {
        path: apiPath('/api/graph', { ref: formatReference(screen.location.reference) }),
        accept: ndjson,
      };
    case 'repository': {
      const { registry, repository } = screen.location;
      const parameters = { ref: `${registry}/${repository}`, n: apiLimits.tagsAtOnce };
      return { path: apiPath('/api/tags', parameters), accept: 'application/json' };
    }
    case 'coverage': {
      const { location } = screen;
      // A registry that was scanned is not walked: only the page can tell.
      if (location.screen === 'registry') return undefined;
      const ref = `${location.registry}/${location.repository}`;
      return { path: apiPath('/api/audit', readAuditQuery(ref, searchOf(target))), accept: ndjson };
    }
    default:
      return undefined;
  }
}

const ndjson = 'application/x-ndjson';

/** The screen of what the browser has asked for: a path and a query, percent-encoded. Undefined for a page without a reference. */
export function screenOfTarget(target: string): Screen | undefined {
  const [path = ''] = target.split('?', 1);
  const segments = path.split('/').slice(1);
  const [first = ''] = segments;
  if (pagesOfTheirOwn.includes(first) || (segments.length === 1 && singlePages.includes(first)))
    return undefined;
  return screenOf(textOfSegments(segments), new URLSearchParams(searchOf(target)));
}

function searchOf(target: string): string {
  const at = target.indexOf('?');
  return at < 0 ? '' : target.slice(at);
}

/** First segments of the paths that show no reference. */
const pagesOfTheirOwn = ['', 'docs', '_next', '_not-found'];

/** Paths of one segment that show no reference; `/search/app` is one of Docker Hub. */
const singlePages = ['admin', 'inventory', 'search'];

/** The text of a reference from the segments of its path, which arrive percent-encoded; each is decoded once. */
export function textOfSegments(segments: readonly string[]): string {
  return segments.map(decodeSegment).join('/');
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
