import { inSlices } from '#lib/async/slices';
import type { Descriptor, UnreadableEntries } from '#lib/oci/descriptor';
import { formatUnreadable } from '#lib/oci/descriptor';
import type { Digest } from '#lib/oci/digest';
import { mediaTypes } from '#lib/oci/media-type';
import type { HttpAnswer } from '#lib/registry/http-answer';
import type { ReferrersResult } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import type { Revalidation } from '#lib/registry/transport/revalidation';
import type { CallContext } from './call-context.ts';
import { paths, scopes } from './call-context.ts';
import { addressOf, nextQuery } from './next-query.ts';
import type { ReferrersPage, ReferrersSupport } from './referrers-page.ts';
import { readReferrersPage, readReferrersSupport } from './referrers-page.ts';

/** A filter, a listener for each page, and the way out. */
export type ReferrersOptions = {
  readonly artifactType?: string;
  readonly onPage?: (descriptors: readonly Descriptor[]) => void;
  readonly signal?: AbortSignal | undefined;
};

/** What listing referrers needs besides: the pages of this session that the registry gave with an `ETag`. */
export type ReferrersContext = CallContext & { readonly revalidation: Revalidation<ReferrersPageAnswer> };

type Page = ReferrersPage & {
  readonly support: 'supported';
  readonly size: number;
  readonly next: string | undefined;
  readonly cut: string | undefined;
};
type Absent = Extract<ReferrersSupport, { support: 'unsupported' }>;

/** One page, or the absence of the API. */
export type ReferrersPageAnswer = Page | Absent;

/**
 * The referrers of a manifest by the referrers API, page by page. The registry is asked to filter and the filter applied
 * again here, since registries ignore it, or say they applied it and did not.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 *
 * @throws RegistryError `bad-response` where a later page is no list, or what the registry answered
 */
export async function listReferrers(
  context: ReferrersContext,
  repository: string,
  subject: Digest,
  options: ReferrersOptions,
): Promise<ReferrersResult> {
  const { artifactType } = options;
  const path = paths.referrers(repository, subject);
  const list = createList(artifactType);
  const { referrersPagesMax, referrersMaxBytes } = context.limits;
  const asked = new Set<string>();
  let size = 0;
  let query = artifactType === undefined ? '' : new URLSearchParams({ artifactType }).toString();
  for (;;) {
    asked.add(query);
    const page = await fetchPage(context, path, query, repository, options);
    if (page.support === 'unsupported') return absent(page, asked.size, context.registry);
    let isNews = page.descriptors.length === 0;
    for await (const entries of inSlices(page.descriptors)) {
      options.signal?.throwIfAborted();
      isNews = list.add(entries, options.onPage) || isNews;
    }
    list.note(page);
    const { next } = page;
    size += page.size;
    if (next === undefined) return list.finish(page.cut);
    if (asked.has(next) || !isNews) return list.finish('The list of referrers never ends.');
    if (asked.size >= referrersPagesMax) {
      return list.finish(`The list of referrers has more than ${asked.size} pages.`);
    }
    if (size >= referrersMaxBytes) {
      return list.finish(`The list of referrers has more than ${Math.floor(size / 2 ** 20)} MiB.`);
    }
    query = next;
  }
}

/** What the pages add up to: each referrer once, in the registry's order, and whether any page lied or broke. */
function createList(artifactType: string | undefined) {
  const seen = new Set<Digest>();
  const descriptors: Descriptor[] = [];
  let unreadable: UnreadableEntries | undefined;
  let filtered = artifactType !== undefined;
  return {
    /** False when these entries only repeat what came before. */
    add: (entries: readonly Descriptor[], onPage: ReferrersOptions['onPage']): boolean => {
      const fresh: Descriptor[] = [];
      for (const entry of entries) {
        if (!seen.has(entry.digest)) fresh.push(entry);
        seen.add(entry.digest);
      }
      const fitting = fresh.filter(
        (entry) => artifactType === undefined || entry.artifactType === artifactType,
      );
      descriptors.push(...fitting);
      onPage?.(fitting);
      return fresh.length > 0;
    },
    /** What a page says beside its entries. */
    note: (page: Page) => {
      if (page.unreadable !== undefined)
        unreadable = {
          count: page.unreadable.count + (unreadable?.count ?? 0),
          reason: unreadable?.reason ?? page.unreadable.reason,
        };
      filtered &&= page.filtered;
    },
    finish: (cut: string | undefined): ReferrersResult => ({
      support: 'supported',
      descriptors,
      filtered,
      ...(cut === undefined ? {} : { cut }),
      ...(unreadable === undefined ? {} : { unreadable: formatUnreadable(unreadable) }),
    }),
  };
}

function fetchPage(
  context: ReferrersContext,
  path: string,
  query: string,
  repository: string,
  options: ReferrersOptions,
): Promise<ReferrersPageAnswer> {
  const fullPath = query === '' ? path : `${path}?${query}`;
  const target = { what: 'a list of referrers', where: repository };
  const condition = context.revalidation.condition(fullPath, context.registry);
  return context.exchange(
    {
      method: 'GET',
      path: fullPath,
      scope: scopes.pull(repository),
      headers: { accept: mediaTypes.ociIndex, ...condition.headers },
      target,
      signal: options.signal,
      answerMaxBytes: context.limits.listPageMaxBytes,
    },
    (response, signal) =>
      condition.read(response, async () => {
        const verdict = await readReferrersSupport(response, context, target, signal);
        if (verdict.support === 'unsupported') return verdict;
        const page = readReferrersPage(verdict.document, response.headers, context.registry);
        return {
          ...page,
          support: 'supported',
          size: verdict.size,
          ...nextPage(response, fullPath, context.registry),
        };
      }),
  );
}

// A link that leads astray costs the pages behind it, not this one.
function nextPage(response: HttpAnswer, path: string, registry: string): Pick<Page, 'next' | 'cut'> {
  try {
    return { next: nextQuery(response, addressOf(path, registry), registry), cut: undefined };
  } catch (error) {
    if (error instanceof RegistryError) return { next: undefined, cut: error.message };
    throw error;
  }
}

// An API that has answered does not vanish between two pages: then it is the page that failed.
function absent({ evidence }: Absent, pages: number, registry: string): ReferrersResult {
  if (pages === 1) return { support: 'unsupported', evidence };
  const message = `${registry} ended its list of referrers early. ${evidence}`;
  throw new RegistryError('bad-response', registry, message);
}
