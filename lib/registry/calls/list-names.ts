import { OciError } from '#lib/oci/oci-error';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import { isRepositoryName, isTag } from '#lib/oci/reference';
import { readBounded } from '#lib/registry/body';
import type { HttpAnswer } from '#lib/registry/http-answer';
import { fixedLimits } from '#lib/registry/limits';
import type { RequestTarget } from '#lib/registry/read-error';
import { errorIn, isWebPage, readError, webPageError } from '#lib/registry/read-error';
import type { NamesPage } from '#lib/registry/registry-client';
import { hasTrait, RegistryError } from '#lib/registry/registry-error';
import type { Revalidation } from '#lib/registry/transport/revalidation';
import type { CallContext } from './call-context.ts';
import { paths, scopes } from './call-context.ts';
import { addressOf, nextQuery } from './next-query.ts';

/** Which page, and of how many names. */
export type PageOptions = {
  readonly pageSize?: number;
  readonly next?: string;
  /** Begins behind this name, in the order of the letters; a registry that does not know that begins where it likes. */
  readonly after?: string;
  readonly signal?: AbortSignal;
};

/** What listing names needs besides: the pages of this session that the registry gave with an `ETag`. */
export type NamesContext = CallContext & { readonly revalidation: Revalidation<NamesPage> };

type List = {
  readonly path: string;
  readonly scope: string;
  readonly key: 'tags' | 'repositories';
  readonly isName: (text: string) => boolean;
  readonly target: RequestTarget;
};

const pageSizes = {
  tags: fixedLimits.tagsPageSize,
  repositories: fixedLimits.repositoriesPageSize,
} as const;
const cursorGrammar = /^(link|after)\?([\x21-\x7e]{0,4096})$/;

/**
 * One page of tags, in the registry's own order.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags
 */
export function listTags(
  context: NamesContext,
  repository: string,
  options: PageOptions,
): Promise<NamesPage> {
  const list: List = {
    path: paths.tags(repository),
    scope: scopes.pull(repository),
    key: 'tags',
    isName: isTag,
    target: { what: 'a list of tags', where: repository },
  };
  return listNames(context, list, options);
}

/**
 * One page of the repositories. The distribution spec reserves the path and leaves it to the registry; most public ones
 * have none. https://github.com/distribution/distribution/blob/v3.0.0/docs/content/spec/api.md#listing-repositories
 *
 * @throws RegistryError `unsupported` where there is no catalogue, or what the registry answered
 */
export async function listRepositories(context: NamesContext, options: PageOptions): Promise<NamesPage> {
  const list: List = {
    path: paths.catalogue(),
    scope: scopes.catalogue,
    key: 'repositories',
    isName: isRepositoryName,
    target: { what: 'a list of repositories', where: 'its repositories' },
  };
  try {
    return await listNames(context, list, options);
  } catch (error) {
    if (!hasTrait(error, 'absence')) throw error;
    const { registry } = context;
    throw new RegistryError('unsupported', registry, `${registry} does not list its repositories.`, {
      ...(error.answer === undefined ? {} : { answer: error.answer }),
      cause: error,
    });
  }
}

function listNames(context: NamesContext, list: List, options: PageOptions): Promise<NamesPage> {
  const pageSize = options.pageSize ?? pageSizes[list.key];
  const cursor = readCursor(options, pageSize);
  const path = `${list.path}?${cursor.query}`;
  const { scope, target } = list;
  const condition = context.revalidation.condition(path, context.registry);
  const headers = { accept: 'application/json', ...condition.headers };
  return context.exchange(
    {
      method: 'GET',
      path,
      scope,
      headers,
      target,
      signal: options.signal,
      answerMaxBytes: context.limits.listPageMaxBytes,
    },
    (response, signal) =>
      condition.read(response, async () => {
        const asked = addressOf(path, context.registry);
        // Headers first: a link that leads elsewhere is refused before the page is read.
        const linked = response.ok ? nextQuery(response, asked, context.registry) : undefined;
        const document = await readJson(response, context, target, signal);
        const entries = entriesIn(document, list, context.registry);
        return toPage(entries, list, linked, asked.searchParams, cursor);
      }),
  );
}

type Cursor = { readonly via: 'start' | 'link' | 'after'; readonly query: string };

function readCursor({ next, after }: PageOptions, pageSize: number): Cursor {
  if (next === undefined && after !== undefined)
    return { via: 'after', query: `${new URLSearchParams({ n: `${pageSize}`, last: after })}` };
  if (next === undefined) return { via: 'start', query: `n=${pageSize}` };
  const [, via, query = ''] = cursorGrammar.exec(next) ?? [];
  if (via === 'link' || via === 'after') return { via, query };
  throw new OciError('reference-invalid', 'This is not a page of a list.', {
    hint: 'Send the "next" value of the page before.',
  });
}

// `null` is what distribution 2.8 sends once the last tag has gone. A document without the list, or with an error beside
// it, says nothing about the names: some registries and logins answer so with status 200.
function entriesIn(
  document: Readonly<Record<string, unknown>>,
  { key, target }: List,
  registry: string,
): readonly unknown[] {
  const error = errorIn(document);
  const value = document[key];
  if (error === undefined && Array.isArray(value)) return value;
  if (error === undefined && value === null && (key === 'repositories' || typeof document.name === 'string'))
    return [];
  const said = error?.code === undefined ? '' : ` It said ${error.code}.`;
  throw new RegistryError('bad-response', registry, `${registry} did not answer with ${target.what}.${said}`);
}

// Names nobody could ask for are left out, and do not end the list; where a page holds nothing else, it is no list.
function toPage(
  entries: readonly unknown[],
  { isName, target }: List,
  linked: string | undefined,
  asked: URLSearchParams,
  cursor: Cursor,
): NamesPage {
  const texts = entries.filter((entry) => typeof entry === 'string');
  const names = texts.filter(isName);
  const [first] = texts;
  const last = texts.at(-1);
  const before = asked.get('last');
  // Without links the question after the last name was ours; a registry that ignores it begins again.
  if (cursor.via === 'after' && before !== null && first !== undefined && first <= before)
    return { names: [], cut: `The registry begins ${target.what} again where it should continue.` };
  if (linked !== undefined) {
    return linked === cursor.query
      ? { names, cut: `The link to the next page of ${target.what} never ends.` }
      : { names, next: `link?${linked}` };
  }
  const pageSize = asked.get('n');
  if (last !== undefined && pageSize === String(entries.length))
    return { names, next: `after?${new URLSearchParams({ n: pageSize, last })}` };
  return entries.length > 0 && names.length === 0
    ? { names, cut: `None of the ${entries.length} names in ${target.what} is valid.` }
    : { names };
}

/** The object in a page of a list; everything else is an error that says what came instead. */
async function readJson(
  response: HttpAnswer,
  { registry, limits }: CallContext,
  target: RequestTarget,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  if (!response.ok) throw await readError(response, { registry, target, maxBytes: limits.errorMaxBytes });
  if (isWebPage(response)) throw webPageError(registry, target, { status: response.status });
  const { bytes, truncated } = await readBounded(response, limits.listPageMaxBytes, signal);
  if (truncated) {
    const message = `${registry} sent more than ${Math.floor(limits.listPageMaxBytes / 2 ** 20)} MiB for one page of ${target.where}.`;
    throw new RegistryError('too-large', registry, message);
  }
  const document = parse(bytes, registry, target);
  if (isJsonObject(document)) return document;
  throw new RegistryError('bad-response', registry, `${registry} did not answer with ${target.what}.`);
}

function parse(bytes: Uint8Array, registry: string, target: RequestTarget): unknown {
  try {
    return parseJson(bytes);
  } catch (cause) {
    const message = `${registry} did not answer with ${target.what}: the response is not JSON.`;
    throw new RegistryError('bad-response', registry, message, { cause });
  }
}
