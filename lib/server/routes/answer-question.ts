import type { ProblemError } from '#lib/api/problems/problem-error';
import type { FrozenJsonOf } from '#lib/api/routes/route-types';
import type { Hits } from '#lib/inventory/questions/list-hits';
import { listHits } from '#lib/inventory/questions/list-hits';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { QuestionScope } from '#lib/inventory/questions/reachable';
import { getInventory } from '#lib/server/inventory/inventory-service';
import { questionScope } from '#lib/server/inventory/question-scope';
import { networkOf } from '#lib/server/platform/address-range';
import { invalidRequest, problemError } from '#lib/server/platform/problem-error';
import { getServices } from '#lib/server/platform/services';
import { createSharedRateLimit } from '#lib/server/platform/shared-rate-limit';
import { atomFeed } from '#lib/server/questions/atom-feed';
import { getQuestionStore } from '#lib/server/questions/get-question-store';
import { isOwnerAway } from '#lib/server/questions/is-owner-away';
import { savedQuestionLimits } from '#lib/server/questions/limits';
import { countHits, lookAt, scopeOfAsked } from '#lib/server/questions/look-at';
import { publicAddress } from '#lib/server/questions/public-address';
import { isQuestionKey } from '#lib/server/questions/question-key';
import { registriesDecide } from '#lib/server/questions/registries-decide';
import type { HitChange, KnownQuestion } from '#lib/server/questions/saved-question';
import type { QuestionReader } from '#lib/server/questions/to-entry';
import { hasSameReach, toEntry } from '#lib/server/questions/to-entry';
import { eachNameOnce, repositoryOfHit, withinReach } from '#lib/server/questions/within-reach';
import { limitRequests } from '#lib/server/sessions/limit-requests';
import { csvLineOf } from '#lib/text/csv-line';
import type { RouteCall } from './route-call.ts';
import { readQuery } from './route-call.ts';
import { readerOf, unknownQuestion } from './saved-questions.ts';

/**
 * The hits of a saved question by the rights of who reads them, as JSON, CSV or a feed. Who brings its key reads them by
 * the rights of its owner.
 *
 * @throws ProblemError `not-found`, also for a wrong key and for what another person keeps for themselves; `keys-limited`
 * for many of those keys, `owner-away`
 */
export async function answerQuestion(call: RouteCall): Promise<Response> {
  const { url } = call;
  const { format, expect, key } = readQuery('GET /api/questions/{id}', url);
  const [, id = '', ending] = /\/([^/]*?)(\.atom)?$/.exec(url.pathname) ?? [];
  const isFeed = ending !== undefined;
  if (isFeed && (format !== undefined || expect !== undefined))
    throw invalidRequest('A feed has no other format, and nothing is expected of it.');
  const saved = await getQuestionStore().find(id);
  const reader = saved === undefined ? undefined : admitReader(saved, call, key);
  if (saved === undefined || reader === undefined)
    throw key === undefined ? unknownQuestion() : await wrongKey(call.request);
  if (key !== undefined && isOwnerAway(saved, Date.now()))
    throw problemError(
      'owner-away',
      `Who made this key has not opened Orrery for ${savedQuestionLimits.rightsKnownDays} days.`,
    );
  // Who brings a key is nobody: what is counted is how often the question is asked.
  if (key !== undefined && getServices().settings.shared !== undefined)
    await limitRequests(`question ${saved.id}`);
  const { changes, found, question } = await askAgain(saved);
  const { asked } = question;
  const questions = await getInventory().questions();
  const scope =
    key === undefined
      ? await questionScope(questions, asked, call.session, call.signal)
      : scopeOfAsked(asked, reader.reach);
  const isOpen = await openRepositories(questions, scope);
  const told = changes.map((change) => within(change, reader, isOpen)).filter(isNews);
  if (isFeed) return respondFeed(question, told, url);
  const isFound = found !== undefined && hasSameReach(question, reader) && scope.readable === undefined;
  const hits = isFound ? found : await listHits(questions, scope, asked);
  const status = expect === undefined ? 200 : statusOf(hits, expect);
  if (format === 'csv') return respondCsv(hits, status);
  return Response.json(toDocument(toEntry(question, reader), hits, told), { status });
}

const attemptKey = createSharedRateLimit('wrong keys of questions', {
  max: savedQuestionLimits.wrongKeysMax,
  perMs: savedQuestionLimits.wrongKeysPerMs,
});

/** Counts a wrong key, or the key of a question that there is not, for the address that it came from. */
async function wrongKey({ headers }: Request): Promise<ProblemError> {
  const retryAfterSeconds = await attemptKey(networkOf(headers.get('x-client-address') ?? ''));
  if (retryAfterSeconds === undefined) return unknownQuestion();
  const detail = `${savedQuestionLimits.wrongKeysMax} wrong keys came from your address within a minute.`;
  return problemError('keys-limited', detail, { retryAfterSeconds });
}

/** Who reads it, by which rights; undefined for who may not. */
function admitReader(
  question: KnownQuestion,
  { session }: RouteCall,
  key: string | undefined,
): QuestionReader | undefined {
  // Who brings a key is not asked who they are, and so nothing else lets them in.
  if (key !== undefined)
    return isQuestionKey(key, question.keyHash) && !registriesDecide()
      ? { owner: '?', reach: question.reach }
      : undefined;
  const reader = readerOf(session);
  return question.owner === reader.owner || question.isShared ? reader : undefined;
}

type Asked = {
  readonly question: KnownQuestion;
  /** Undefined where it was asked a moment ago. */
  readonly found: Hits | undefined;
  readonly changes: readonly HitChange[];
};

/** Looks what changed up to now, unless that was done a moment ago. */
async function askAgain(question: KnownQuestion): Promise<Asked> {
  const store = getQuestionStore();
  const { questions, addQuestionJob } = getInventory();
  const isKnown = Date.now() - (question.standing?.askedAt ?? 0) < savedQuestionLimits.knownMs;
  const looked = isKnown
    ? undefined
    : await lookAt({ store, questions: await questions(), now: Date.now, addJob: addQuestionJob }, question);
  if (looked !== undefined)
    return {
      question: { ...question, standing: looked.standing },
      found: looked.found,
      changes: looked.changes,
    };
  const read = await store.readMemory(question.id);
  return { question, found: undefined, changes: read?.memory?.changes ?? [] };
}

type IsOpen = (repository: string) => boolean;

/** Where the registries decide, too: those that they let the reader see. */
async function openRepositories(questions: InventoryQuestions, scope: QuestionScope): Promise<IsOpen> {
  if (scope.readable === undefined) return () => true;
  const names = new Set((await questions.named(scope)).map(({ host, name }) => `${host}/${name}`));
  return (repository) => names.has(repository);
}

function within(change: HitChange, { reach }: QuestionReader, isOpen: IsOpen): HitChange {
  const visible = (hits: HitChange['gained']) =>
    eachNameOnce(withinReach(hits, reach).filter((hit) => isOpen(repositoryOfHit(hit))));
  return { ...change, gained: visible(change.gained), lost: visible(change.lost) };
}

function isNews({ gained, lost }: HitChange): boolean {
  return gained.length > 0 || lost.length > 0;
}

/**
 * So that `curl -f` ends a job. That there are none is known only where something was scanned and nothing is in doubt; that
 * none were found, only where the search came to its end.
 */
function statusOf(
  { hits, isWhole, asOf, unknown, without, notCompared, notAsked }: Hits,
  expected: 'none' | 'none-found',
): number {
  if (hits.length > 0) return 412;
  if (!isWhole) return 424;
  if (expected === 'none-found') return 200;
  return asOf === undefined || unknown + without + notCompared + notAsked > 0 ? 424 : 200;
}

type Document = FrozenJsonOf<'GET /api/questions/{id}'>;

function toDocument(question: Document['question'], found: Hits, changes: readonly HitChange[]): Document {
  const { hits, asOf, isWhole, unknown, without, notCompared, notAsked } = found;
  const nameOf = ({ reference }: { readonly reference: string }) => ({ reference });
  return {
    question,
    ...(asOf === undefined ? {} : { asOf }),
    ...{ hits: countHits(found), more: !isWhole, unknown, without, notCompared },
    ...(notAsked === 0 ? {} : { notAsked }),
    rows: hits.map(({ key: _, ...row }) => row),
    changes: changes.map(({ at, gained, lost, isCut }) => ({
      at: new Date(at).toISOString(),
      ...{ gained: gained.map(nameOf), lost: lost.map(nameOf), more: isCut },
    })),
  };
}

function respondCsv({ hits }: Hits, status: number): Response {
  const lines = hits.map(({ reference, digest = '', at = '' }) => csvLineOf([reference, digest, at]));
  return new Response([csvLineOf(['reference', 'digest', 'at']), ...lines].join(''), {
    status,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="question.csv"',
    },
  });
}

function respondFeed(question: KnownQuestion, changes: readonly HitChange[], asked: URL): Response {
  const feed = atomFeed({ question, changes, address: (path) => publicAddress(path, asked) });
  return new Response(feed, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } });
}
