import { sql } from 'kysely';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { escapeLike, queryRows } from '#lib/inventory/store/query-rows';
import type { Digest } from '#lib/oci/digest';
import { primaryFirst } from '#lib/text/primary-tag';
import { toStorable } from '#lib/text/storable-text';
import type { AnswerScope } from './answer-scope.ts';
import { readAnswerScope } from './answer-scope.ts';
import type { FoundName } from './find-artifacts.ts';
import { findArtifacts, findNames, findNamesBelow } from './find-artifacts.ts';
import { questionLimits } from './limits.ts';
import type { QuestionScope } from './reachable.ts';
import { reachable } from './reachable.ts';
import { referenceOf } from './reference-of.ts';
import type { SearchCursor } from './search-cursor.ts';
import { formatSearchCursor, searchStart } from './search-cursor.ts';
import type { SearchKind } from './search-kinds.ts';
import { searchTables } from './search-kinds.ts';

/** What somebody searches for. */
export type SearchQuestion = {
  readonly kind: SearchKind;
  readonly text: string;
  /** Only of packages: versions before this one, in the order of their ecosystem. The text is the whole name then. */
  readonly below?: string | undefined;
  readonly from?: SearchCursor | undefined;
  /** Artifacts of a page. */
  readonly max: number;
};

type FoundReference = {
  /** `host/name:tag`; `host/name@digest` of what no tag names, and `host/name` of a repository. */
  readonly reference: string;
  readonly digest?: Digest;
  readonly tags: readonly string[];
};

/** A name, and artifacts that have it: it comes again on the next page where it has more of them. */
type SearchRow = {
  readonly kind: SearchKind;
  readonly name: string;
  /** Of a package the type of its purl; of a signer who issued the certificate. */
  readonly type?: string;
  readonly version?: string;
  readonly references: readonly FoundReference[];
};

/** One page of what was found. */
export type SearchAnswer = AnswerScope & {
  readonly rows: readonly SearchRow[];
  /** Versions that no known order compares with the one that was given; only on the first page. */
  readonly notCompared: readonly { readonly name: string; readonly type: string; readonly version: string }[];
  readonly next?: string;
};

/** Searches what the caller may read. */
export async function searchInventory(
  database: InventoryDatabase,
  scope: QuestionScope,
  question: SearchQuestion,
): Promise<SearchAnswer> {
  // As what it looks for was stored.
  const text = toStorable(question.text);
  if (question.kind === 'repository') return await searchRepositories(database, scope, { ...question, text });
  const { kind, below, from, max } = question;
  const answerScope = await readAnswerScope(database, scope, searchTables[kind].evidence);
  if (kind !== 'package' || below === undefined) {
    const nextNames: Batches = (at, size) => findNames(database, kind, text, at, size);
    return {
      ...answerScope,
      notCompared: [],
      ...(await fillPage(database, scope, { ...question, kind }, nextNames)),
    };
  }
  const { names, notCompared } = await findNamesBelow(database, text, below);
  const nextNames: Batches = async (at, size) => {
    const start = Math.max(
      0,
      names.findIndex(({ id }) => id === at),
    );
    return names.slice(start, start + size);
  };
  const page = await fillPage(database, scope, { kind, from, max }, nextNames);
  return {
    ...answerScope,
    ...page,
    notCompared: from === undefined ? await namedWithin(database, scope, notCompared) : [],
  };
}

type Batches = (from: number, size: number) => Promise<readonly FoundName[]>;
type NameKind = Exclude<SearchKind, 'repository'>;

/** Looks up names batch by batch, until a page of artifacts is full. The last name of a batch begins the next one. */
async function fillPage(
  database: InventoryDatabase,
  scope: QuestionScope,
  question: { readonly kind: NameKind; readonly from?: SearchCursor | undefined; readonly max: number },
  nextNames: Batches,
): Promise<Pick<SearchAnswer, 'rows' | 'next'>> {
  const { kind, max } = question;
  let { entry, place } = question.from ?? searchStart;
  const found: Awaited<ReturnType<typeof findArtifacts>>[number][] = [];
  // One name may be in every image, and a thousand others in none.
  let size: number = questionLimits.firstNames;
  for (let batch = 0; batch < questionLimits.batchesMax; batch++) {
    const names = await nextNames(entry, size);
    if (names.length === 0) return { rows: toRows(kind, found) };
    found.push(...(await findArtifacts(database, scope, kind, names, place, max + 1 - found.length)));
    const last = found[max - 1];
    if (found.length > max && last !== undefined) {
      const next = formatSearchCursor({ ...searchStart, entry: last.found.id, place: last.place });
      return { rows: toRows(kind, found.slice(0, max)), next };
    }
    const end = names.at(-1);
    if (end === undefined || names.length < size) return { rows: toRows(kind, found) };
    // All artifacts of the last name are behind this place.
    entry = end.id;
    place = behindAll;
    size = Math.min(2 * size, questionLimits.namesMax);
  }
  return { rows: toRows(kind, found), next: formatSearchCursor({ ...searchStart, entry, place }) };
}

const behindAll: SearchCursor['place'] = [2 ** 31 - 1, 2 ** 31 - 1];

function toRows(
  kind: NameKind,
  found: readonly Awaited<ReturnType<typeof findArtifacts>>[number][],
): readonly SearchRow[] {
  const groups = Map.groupBy(found, (one) => one.found.id);
  return [...groups.values()].flatMap((artifacts) => {
    const [first] = artifacts;
    if (first === undefined) return [];
    const { name, type, version } = first.found;
    return {
      kind,
      name,
      ...(type === '' ? {} : { type }),
      ...(version === '' ? {} : { version }),
      references: artifacts.map(toReference),
    };
  });
}

function toReference(found: Awaited<ReturnType<typeof findArtifacts>>[number]): FoundReference {
  const { host, repository, digest } = found;
  const tags = primaryFirst(found.tags);
  return { reference: referenceOf({ host, name: repository, digest, tags }), digest, tags };
}

/** Those of the names that an artifact has which the caller may read. */
async function namedWithin(database: InventoryDatabase, scope: QuestionScope, names: readonly FoundName[]) {
  const within: { readonly name: string; readonly type: string; readonly version: string }[] = [];
  for (const found of names.slice(0, questionLimits.pageRows)) {
    const [one] = await findArtifacts(database, scope, 'package', [found], searchStart.place, 1);
    if (one !== undefined) within.push({ name: found.name, type: found.type, version: found.version });
  }
  return within;
}

async function searchRepositories(
  database: InventoryDatabase,
  scope: QuestionScope,
  { text, from, max }: SearchQuestion,
): Promise<SearchAnswer> {
  const pattern = `%${escapeLike(text)}%`;
  const after = from?.repository ?? '';
  const rows = await queryRows(
    database,
    sql<{ name: string }>`WITH ${reachable(scope)},
      named AS (SELECT host || '/' || name AS name FROM reachable)
    SELECT name FROM named WHERE name ILIKE ${pattern} AND name > ${after} ORDER BY name LIMIT ${max + 1}`,
  );
  const last = rows[max - 1];
  return {
    ...(await readAnswerScope(database, scope, undefined)),
    notCompared: [],
    rows: rows.slice(0, max).map(({ name }) => ({
      kind: 'repository',
      name,
      references: [{ reference: name, tags: [] }],
    })),
    ...(rows.length > max && last !== undefined
      ? { next: formatSearchCursor({ ...searchStart, repository: last.name }) }
      : {}),
  };
}
