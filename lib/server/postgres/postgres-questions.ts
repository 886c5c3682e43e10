import type { Kysely, Selectable } from 'kysely';
import { sql } from 'kysely';
import { savedQuestionLimits } from '#lib/server/questions/limits';
import type { QuestionStore } from '#lib/server/questions/question-store';
import { versionOf } from '#lib/server/questions/question-version';
import type { KnownQuestion, SavedQuestion } from '#lib/server/questions/saved-question';
import {
  formatMemory,
  parseDelivery,
  parseMemory,
  parseReach,
  parseStanding,
  parseStoredQuestion,
} from '#lib/server/questions/stored-question';
import { toStorable } from '#lib/text/storable-text';
import type { Tables } from './tables.ts';
import { ago } from './time-spans.ts';

/** The questions that the people of a team keep, in PostgreSQL. */
export function openPostgresQuestions(tables: Kysely<Tables>): QuestionStore {
  return { ...questionsIn(tables), ...memoriesIn(tables) };
}

const next = sql<number>`version + 1`;

function questionsIn(
  tables: Kysely<Tables>,
): Pick<QuestionStore, 'list' | 'find' | 'add' | 'change' | 'remove' | 'setReach'> {
  const known = () =>
    tables.selectFrom('saved_question').select(['content', 'reach', 'owner_seen_at', 'standing', 'delivery']);
  return {
    list: async (owner) => {
      const mine = known().where((where) =>
        where.or([where('owner', '=', owner), where('is_shared', '=', true)]),
      );
      return (await mine.orderBy('name').orderBy('id').execute()).map(toKnown);
    },
    find: async (id) => {
      const row = await known().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toKnown(row);
    },
    add: async (question, reach, max) =>
      await tables.transaction().execute(async (transaction) => {
        // One after the other of this person, so that two cannot both take the last place.
        await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`questions ${question.owner}`}, 0))`.execute(
          transaction,
        );
        const { count } = await transaction
          .selectFrom('saved_question')
          .select(sql<number>`count(*)::int`.as('count'))
          .where('owner', '=', question.owner)
          .executeTakeFirstOrThrow();
        if (count >= max) return false;
        const row = { id: question.id, owner: question.owner, reach: reach ?? null, ...toRow(question) };
        await transaction.insertInto('saved_question').values(row).execute();
        return true;
      }),
    change: (...change) => changeQuestion(tables, ...change),
    remove: async (owner, id) => {
      const removal = tables.deleteFrom('saved_question').where('owner', '=', owner).where('id', '=', id);
      return (await removal.executeTakeFirst()).numDeletedRows > 0n;
    },
    setReach: async (owner, reach) => {
      const patterns = reach === undefined ? null : [...reach];
      await tables
        .updateTable('saved_question')
        .set({ reach: patterns, owner_seen_at: sql<Date>`now()` })
        .where('owner', '=', owner)
        .where(
          sql<boolean>`(reach IS DISTINCT FROM ${patterns}::text[] OR owner_seen_at < ${ago(savedQuestionLimits.seenEveryMs)})`,
        )
        .execute();
    },
  };
}

async function changeQuestion(
  tables: Kysely<Tables>,
  ...[question, isAnother, version]: Parameters<QuestionStore['change']>
): Promise<boolean> {
  const forgotten = isAnother ? { standing: null, asked_at: null, memory: null } : {};
  return await tables.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('saved_question')
      .select('content')
      .where('id', '=', question.id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || versionOf(parseStoredQuestion(row.content)) !== version) return false;
    await transaction
      .updateTable('saved_question')
      .set({ ...toRow(question), ...forgotten, version: next })
      .where('id', '=', question.id)
      .execute();
    return true;
  });
}

/** What is known of the hits of questions. */
function memoriesIn(
  tables: Kysely<Tables>,
): Pick<QuestionStore, 'due' | 'readMemory' | 'write' | 'noteDelivery'> {
  return {
    due: async (beforeMs, max) => {
      const rows = await tables
        .selectFrom('saved_question')
        .select('id')
        .where((where) =>
          where.or([where('asked_at', 'is', null), where('asked_at', '<', new Date(beforeMs))]),
        )
        .orderBy('asked_at', (order) => order.asc().nullsFirst())
        .limit(max)
        .execute();
      return rows.map(({ id }) => id);
    },
    readMemory: async (id) => {
      const query = tables.selectFrom('saved_question').select(['memory', 'version']).where('id', '=', id);
      const row = await query.executeTakeFirst();
      if (row === undefined) return undefined;
      return { memory: row.memory === null ? undefined : parseMemory(row.memory), version: row.version };
    },
    write: async (id, version, standing, memory) => {
      const update = tables
        .updateTable('saved_question')
        .set({
          ...{ standing: JSON.stringify(standing), asked_at: new Date(standing.askedAt), version: next },
          ...(memory === undefined ? {} : { memory: toStorable(formatMemory(memory)) }),
        })
        .where('id', '=', id)
        .where('version', '=', version);
      return (await update.executeTakeFirst()).numUpdatedRows > 0n;
    },
    noteDelivery: async (id, delivery) => {
      const change = { delivery: toStorable(JSON.stringify(delivery)) };
      await tables.updateTable('saved_question').set(change).where('id', '=', id).execute();
    },
  };
}

function toRow(question: SavedQuestion) {
  const { name, isShared } = question;
  return { name: toStorable(name), is_shared: isShared, content: toStorable(JSON.stringify(question)) };
}

type Row = Pick<
  Selectable<Tables['saved_question']>,
  'content' | 'reach' | 'owner_seen_at' | 'standing' | 'delivery'
>;

function toKnown({ content, reach, owner_seen_at: seenAt, standing, delivery }: Row): KnownQuestion {
  return {
    ...parseStoredQuestion(content),
    ...{ reach: parseReach(reach), ownerSeenAt: Number(seenAt) },
    standing: standing === null ? undefined : parseStanding(standing),
    delivery: delivery === null ? undefined : parseDelivery(delivery),
  };
}
