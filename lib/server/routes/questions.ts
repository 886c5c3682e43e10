import { apiLimits } from '#lib/api/limits';
import { judgeRow } from '#lib/audit/judge-row';
import { questionLimits } from '#lib/inventory/questions/limits';
import { parseSearchCursor } from '#lib/inventory/questions/search-cursor';
import type { SearchAnswer } from '#lib/inventory/questions/search-inventory';
import { rulesOf } from '#lib/server/audit/audit-rules';
import { getInventory } from '#lib/server/inventory/inventory-service';
import type { QuestionPlace } from '#lib/server/inventory/question-scope';
import { questionScope } from '#lib/server/inventory/question-scope';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { csvLineOf } from '#lib/text/csv-line';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/**
 * Searches what was scanned.
 *
 * @throws ProblemError `request-invalid` for a version of what has none, and for a page that nobody gave
 */
export async function answerSearch(call: RouteCall): Promise<Response> {
  const { q, kind = 'package', below, n, last, format, ...place } = readQuery('GET /api/search', call.url);
  if (below !== undefined && kind !== 'package')
    throw invalidRequest('The parameter "below" is only for packages.');
  const from = last === undefined ? undefined : parseSearchCursor(last);
  if (last !== undefined && from === undefined) throw unknownPage();
  const question = { kind, text: q, below, from, max: n ?? questionLimits.pageRows };
  const answer = await (await questions()).search(await scopeOf(place, call), question);
  return format === 'csv' ? respondCsv(answer) : respondJson('GET /api/search', answer);
}

/**
 * The artifacts that were scanned, judged by what this Orrery requires.
 *
 * @throws ProblemError `request-invalid` for a page that nobody gave
 */
export async function answerCoverage(call: RouteCall): Promise<Response> {
  const { lacks, state, require, n, last, ...place } = readQuery('GET /api/coverage', call.url);
  const { session, signal } = call;
  const { coverage } = await questions();
  const answer = await coverage(await scopeOf(place, call), {
    evidence: lacks,
    state: state ?? (lacks === undefined ? undefined : 'none'),
    after: pageOf(last),
    max: n ?? questionLimits.pageRows,
  });
  const { requirements, ...rules } = await rulesOf({ session, signal, require, policy: undefined });
  const rows = answer.rows.map(({ isWhole, ...row }) => ({
    ...row,
    ...(isWhole ? judgeRow(row, requirements) : { verdict: 'unknown' as const, why: [notWhole] }),
  }));
  const { stated, policy } = rules;
  const told = {
    ...{ require: rules.require, requirements: stated },
    ...(policy === undefined ? {} : { policy }),
  };
  return respondJson('GET /api/coverage', {
    ...answer,
    ...(last === undefined ? { rules: told } : {}),
    rows,
  });
}

/** What the artifacts of each repository come to. */
export async function answerRepositoriesCoverage(call: RouteCall): Promise<Response> {
  const { n, ...place } = readQuery('GET /api/coverage/repositories', call.url);
  const { repositories } = await questions();
  const answer = await repositories(await scopeOf(place, call), n ?? apiLimits.answerRowsMax);
  return respondJson('GET /api/coverage/repositories', answer);
}

/** How it stood day by day. */
export async function answerTrends(call: RouteCall): Promise<Response> {
  const { days, n, ...place } = readQuery('GET /api/trends', call.url);
  const { trends } = await questions();
  const { trendDays, pageRows } = questionLimits;
  const answer = await trends(await scopeOf(place, call), days ?? trendDays, n ?? pageRows);
  return respondJson('GET /api/trends', answer);
}

/** What became unsigned, vulnerable or fixed within the last days. */
export async function answerChanges(call: RouteCall): Promise<Response> {
  const { what, days, n, ...place } = readQuery('GET /api/changes', call.url);
  const { changes } = await questions();
  const { changeDays, pageRows } = questionLimits;
  const answer = await changes(await scopeOf(place, call), what, days ?? changeDays, n ?? pageRows);
  return respondJson('GET /api/changes', answer);
}

/**
 * What hangs on manifests to which no tag leads, or evidence that is superseded or old.
 *
 * @throws ProblemError `request-invalid` for a page that nobody gave
 */
export async function answerOrphans(call: RouteCall): Promise<Response> {
  const { what = 'orphan', days, n, last, ...place } = readQuery('GET /api/orphans', call.url);
  if (days !== undefined && what !== 'old')
    throw invalidRequest('The parameter "days" is only for evidence that is old.');
  const question = what === 'old' ? { what, days: days ?? questionLimits.oldDays } : { what };
  const { orphans } = await questions();
  const scope = await scopeOf(place, call);
  const answer = await orphans(scope, question, pageOf(last), n ?? questionLimits.pageRows);
  return respondJson('GET /api/orphans', answer);
}

const notWhole = 'The inventory does not hold all of its evidence yet: the next scan adds it.';

const questions = () => getInventory().questions();

/** What the caller may read of what they ask about. */
async function scopeOf(place: QuestionPlace, { session, signal }: RouteCall) {
  return await questionScope(await questions(), place, session, signal);
}

function pageOf(last: string | undefined): string | undefined {
  if (last === undefined) return undefined;
  const isPage = /^\d{1,10}(?:\.\d{1,10}){1,2}$/.test(last);
  // Numbers as the tables have them.
  if (!isPage || last.split('.').some((number) => Number(number) >= 2 ** 31)) throw unknownPage();
  return last;
}

function unknownPage() {
  return invalidRequest('The parameter "last" is not the "next" of an answer to this question.');
}

/** One line for each name of each artifact, for a spreadsheet; `Link` leads to the next page. */
function respondCsv({ rows, next }: SearchAnswer): Response {
  const lines = rows.flatMap(({ kind, name, type = '', version = '', references }) =>
    references.map(({ reference, digest = '', tags }) =>
      csvLineOf([kind, name, type, version, reference, digest, tags.join(' ')]),
    ),
  );
  const head = csvLineOf(['kind', 'name', 'type', 'version', 'reference', 'digest', 'tags']);
  return new Response([head, ...lines].join(''), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="search.csv"',
      ...(next === undefined ? {} : { 'orrery-next': next }),
    },
  });
}
