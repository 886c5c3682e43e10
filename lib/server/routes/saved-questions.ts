import type { BodyOf } from '#lib/api/routes/route-types';
import { reachOf } from '#lib/inventory/questions/reachable';
import { getInventory } from '#lib/server/inventory/inventory-service';
import { recordAct } from '#lib/server/plans/record-act';
import { getLog } from '#lib/server/platform/log';
import { invalidRequest, problemError } from '#lib/server/platform/problem-error';
import { changeQuestion, newQuestion } from '#lib/server/questions/change-question';
import { getQuestionStore, questionOwnerOf } from '#lib/server/questions/get-question-store';
import { savedQuestionLimits } from '#lib/server/questions/limits';
import { lookAt, scopeOfAsked } from '#lib/server/questions/look-at';
import { questionActs } from '#lib/server/questions/question-acts';
import { versionOf } from '#lib/server/questions/question-version';
import { registriesDecide } from '#lib/server/questions/registries-decide';
import type { KnownQuestion, SavedQuestion } from '#lib/server/questions/saved-question';
import { toEntry } from '#lib/server/questions/to-entry';
import type { Session } from '#lib/server/sessions/session';
import type { RouteCall } from './route-call.ts';
import { readBody, readQuery, respondJson } from './route-call.ts';

/** The questions of the caller, and those that others share. */
export async function answerSavedQuestions({ url, session }: RouteCall): Promise<Response> {
  readQuery('GET /api/questions', url);
  getInventory();
  const questions = await getQuestionStore().list(questionOwnerOf(session));
  return respondJson('GET /api/questions', {
    questions: questions.map((question) => toEntry(question, readerOf(session))),
  });
}

/**
 * Saves a question, or changes one of the caller's own, and asks it at once.
 *
 * @throws ProblemError `request-invalid`, `not-found`, `question-changed`, `questions-limited`, `webhook-refused`,
 * `audit-unwritable`
 */
export async function answerPutQuestion(call: RouteCall): Promise<Response> {
  const { url, request, session } = call;
  readQuery('PUT /api/questions', url);
  getInventory();
  const body = await readBody('PUT /api/questions', request, savedQuestionLimits.requestMaxBytes);
  assertAskable(body);
  const owner = questionOwnerOf(session);
  const before = body.id === undefined ? undefined : await ownQuestion(body.id, owner);
  const { question, ...told } = changeQuestion(before ?? newQuestion(session), body);
  await recorded(call, before, question, () =>
    before === undefined ? add(question, session) : change(before, question, body.version),
  );
  const known = await ownQuestion(question.id, owner);
  if (known.standing === undefined) await askFirst(known);
  const saved = toEntry(await ownQuestion(question.id, owner), readerOf(session));
  return respondJson('PUT /api/questions', { question: saved, ...told });
}

/**
 * Deletes a question of the caller's own.
 *
 * @throws ProblemError `not-found`, `audit-unwritable`
 */
export async function answerDeleteQuestion(call: RouteCall): Promise<Response> {
  const { id } = readQuery('DELETE /api/questions', call.url);
  const owner = questionOwnerOf(call.session);
  const question = await ownQuestion(id, owner);
  await recorded(call, question, undefined, async () => {
    if (!(await getQuestionStore().remove(owner, id))) throw unknownQuestion();
  });
  return new Response(null, { status: 204 });
}

/** There is no such question that the caller may see; whether it is another's is not said. */
export function unknownQuestion() {
  return problemError('not-found', 'There is no saved question of this id.', {
    hint: 'It may have been deleted. The page /search lists the saved questions, as GET /api/questions does.',
  });
}

/** Who reads an answer: by their own rights. */
export function readerOf(session: Session) {
  return {
    owner: questionOwnerOf(session),
    reach: session.user === undefined ? undefined : reachOf(session.user.rights),
  };
}

async function ownQuestion(id: string, owner: string): Promise<KnownQuestion> {
  const question = await getQuestionStore().find(id);
  if (question?.owner !== owner) throw unknownQuestion();
  return question;
}

/** Records in the audit log who else reads a question from now on, or does not any more. */
async function recorded(
  call: RouteCall,
  before: KnownQuestion | undefined,
  after: SavedQuestion | undefined,
  work: () => Promise<void>,
): Promise<void> {
  const acts = questionActs(before, after);
  const all = acts.reduce((next, act) => () => recordAct(call, act, next), work);
  await all();
}

async function add(question: SavedQuestion, session: Session): Promise<void> {
  const { questionsMax } = savedQuestionLimits;
  if (await getQuestionStore().add(question, readerOf(session).reach, questionsMax)) return;
  throw problemError('questions-limited', `You keep ${questionsMax} questions already.`);
}

/** Changes what was read, unless somebody has changed it since, or since `version` was read. */
async function change(
  before: KnownQuestion,
  question: SavedQuestion,
  version: string | undefined,
): Promise<void> {
  const current = versionOf(before);
  const isAnother = JSON.stringify(before.asked) !== JSON.stringify(question.asked);
  const isChanged =
    (version ?? current) === current && (await getQuestionStore().change(question, isAnother, current));
  if (isChanged) return;
  // It may be gone.
  const { name } = await ownQuestion(question.id, question.owner);
  throw problemError('question-changed', `“${name}” was saved after you had read it.`);
}

type Put = BodyOf<'PUT /api/questions'>;

function assertAskable({ question, webhook, key }: Put): void {
  if (registriesDecide() && (typeof webhook === 'string' || key === 'new'))
    throw invalidRequest(
      'Here the registries decide what each person is told (ORRERY_INVENTORY_ACCESS): there are no webhooks and no keys.',
    );
  scopeOfAsked(question, undefined);
  if (question.about === 'search' && question.below !== undefined && question.kind !== 'package')
    throw invalidRequest('The field "question.below" is only for packages.');
}

/** What it finds now is what later changes are compared with. That it cannot be asked now takes nothing from it. */
async function askFirst(question: KnownQuestion): Promise<void> {
  const { questions, addQuestionJob } = getInventory();
  try {
    const parts = { store: getQuestionStore(), questions: await questions(), now: Date.now };
    await lookAt({ ...parts, addJob: addQuestionJob }, question);
  } catch (err) {
    getLog().warn({ err }, 'a question was saved and could not be asked');
  }
}
