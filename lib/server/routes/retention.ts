import type { JsonOf } from '#lib/api/routes/route-types';
import type { RetentionFacts } from '#lib/inventory/questions/retention-facts';
import type { Decision } from '#lib/retention/retain';
import { retain } from '#lib/retention/retain';
import type { RetentionRules } from '#lib/retention/retention-rules';
import { formatRules, readRules } from '#lib/retention/retention-rules';
import { getInventory } from '#lib/server/inventory/inventory-service';
import { questionScope } from '#lib/server/inventory/question-scope';
import { invalidRequest } from '#lib/server/platform/problem-error';
import { csvLineOf } from '#lib/text/csv-line';
import { reportLimits } from './limits.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

type Report = JsonOf<'GET /api/retention'>;
type ReportedRepository = Report['repositories'][number];

/**
 * What rules would delete of what was scanned, by repository. Nothing is changed: a clean-up of a repository makes the
 * plan, and reads everything again.
 *
 * @throws ProblemError `request-invalid` for a rule that nobody understands: what it should keep must not be guessed
 */
export async function answerRetention({ url, session, signal }: RouteCall): Promise<Response> {
  const { keep, n, last, format, ...place } = readQuery('GET /api/retention', url);
  const { rules, problems } = readRules(keep);
  const [problem] = problems;
  if (problem !== undefined) throw invalidRequest(`The parameter "keep" is invalid: ${problem}`);
  const questions = await getInventory().questions();
  const scope = await questionScope(questions, place, session, signal);
  const page = await questions.retention(scope, last ?? 0, n ?? reportLimits.repositories);
  const goingMax = place.repository === undefined ? reportLimits.goingOfMany : reportLimits.goingOfOne;
  const now = Date.now();
  const repositories = page.repositories.map((one) => report(one, { rules, now, goingMax }));
  const [asOf] = repositories.flatMap((one) => one.asOf ?? []).toSorted();
  const { next, notAsked } = page;
  const answer = {
    ...(asOf === undefined ? {} : { asOf }),
    ...{ keep: formatRules(rules), repositories },
    ...(next === undefined ? {} : { next: String(next) }),
    ...(notAsked === undefined ? {} : { notAsked }),
  };
  return format === 'csv' ? respondCsv(answer) : respondJson('GET /api/retention', answer);
}

type Options = { readonly rules: RetentionRules; readonly now: number; readonly goingMax: number };

function report({ repository, facts, asOf }: RetentionFacts, options: Options): ReportedRepository {
  const { decisions, kept, goes, bytes } = retain(facts, options.rules, options.now);
  const going = decisions.filter(({ fate }) => fate !== 'kept');
  const { unknownHolders } = facts;
  return {
    ...{ repository, kept, goes, bytes },
    unsized: going.filter(({ artifact }) => artifact.size === undefined).length,
    protected: reasonsOf(decisions),
    ...(unknownHolders === undefined ? {} : { unknown: unknownHolders }),
    going: going.slice(0, options.goingMax).map(({ artifact, why }) => ({
      ...{ digest: artifact.digest, kind: artifact.kind, tags: [...artifact.tags], why },
      ...(artifact.size === undefined ? {} : { bytes: artifact.size }),
      ...(artifact.created === undefined ? {} : { created: artifact.created }),
    })),
    ...(asOf === undefined ? {} : { asOf }),
  };
}

function reasonsOf(decisions: readonly Decision[]): ReportedRepository['protected'] {
  const tagged = decisions.filter(({ fate, artifact }) => fate === 'kept' && artifact.tags.length > 0);
  const counts = Map.groupBy(tagged, ({ why }) => why);
  return [...counts]
    .map(([why, list]) => ({ why, count: list.length }))
    .toSorted((one, other) => other.count - one.count)
    .slice(0, reportLimits.reasons);
}

/** One line for each artifact that goes; `Orrery-Next` has the `last` of the next page. */
function respondCsv({ repositories, next }: Report): Response {
  const lines = repositories.flatMap(({ repository, going }) =>
    going.map(({ digest, kind, tags, bytes, created = '', why }) =>
      csvLineOf([repository, digest, kind, tags.join(' '), bytes, created, why]),
    ),
  );
  const head = csvLineOf(['repository', 'digest', 'kind', 'tags', 'bytes', 'created', 'why']);
  return new Response([head, ...lines].join(''), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="retention.csv"',
      ...(next === undefined ? {} : { 'orrery-next': next }),
    },
  });
}
