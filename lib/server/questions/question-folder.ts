import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createMutex } from '#lib/async/mutex';
import { makeFolder, writeAtomically } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { getLog } from '#lib/server/platform/log';
import type { QuestionStore } from './question-store.ts';
import { versionOf } from './question-version.ts';
import type { KnownQuestion, QuestionMemory } from './saved-question.ts';
import type { QuestionFile } from './stored-question.ts';
import { formatMemory, parseMemory, parseQuestionFile } from './stored-question.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ending = '.question';

/**
 * The questions of one's own machine in a folder, which is made with the first of them: one file for each, and one for the
 * hits that it had. What is damaged is left out and stays where it is.
 */
export function openQuestionFolder(folder: string): QuestionStore {
  const files = openFiles(folder);
  return { ...questionsIn(folder, files), ...memoriesIn(files) };
}

type Files = ReturnType<typeof openFiles>;

function openFiles(folder: string) {
  const pathOf = (id: string) => join(folder, `${id}${ending}`);
  const memoryPathOf = (id: string) => join(folder, `${id}.hits`);
  const read = async (id: string): Promise<QuestionFile | undefined> => {
    if (!uuid.test(id)) return undefined;
    const text = await unlessMissing(readFile(pathOf(id), 'utf8'));
    if (text === undefined) return undefined;
    try {
      return parseQuestionFile(text);
    } catch (err) {
      getLog().warn({ err, id }, 'a saved question is damaged');
      return undefined;
    }
  };
  return {
    inTurn: createMutex(),
    read,
    readAll: async () => {
      const names = (await unlessMissing(readdir(folder))) ?? [];
      const ids = names.filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length));
      return (await Promise.all(ids.map(read))).filter((file) => file !== undefined);
    },
    write: (file: QuestionFile) => replace(pathOf(file.question.id), JSON.stringify(file)),
    remove: (id: string) => rm(pathOf(id), { force: true }),
    readMemory: async (id: string) => {
      const text = await unlessMissing(readFile(memoryPathOf(id), 'utf8'));
      try {
        return text === undefined ? undefined : parseMemory(text);
      } catch (err) {
        getLog().warn({ err, id }, 'what a saved question found is damaged: its next look begins anew');
        return undefined;
      }
    },
    writeMemory: (id: string, memory: QuestionMemory) => replace(memoryPathOf(id), formatMemory(memory)),
    removeMemory: (id: string) => rm(memoryPathOf(id), { force: true }),
  };
}

function questionsIn(
  folder: string,
  { inTurn, read, readAll, write, remove, removeMemory }: Files,
): Pick<QuestionStore, 'list' | 'find' | 'add' | 'change' | 'remove' | 'setReach'> {
  return {
    list: async () => (await readAll()).map(toKnown).toSorted(byName),
    find: async (id) => {
      const file = await read(id);
      return file === undefined ? undefined : toKnown(file);
    },
    add: (question, _, max) =>
      inTurn(async () => {
        await makeFolder(folder);
        if ((await readAll()).length >= max) return false;
        await write({ question, version: 1 });
        return true;
      }),
    change: (question, isAnother, version) =>
      inTurn(async () => {
        const file = await read(question.id);
        if (file === undefined || versionOf(file.question) !== version) return false;
        if (isAnother) await removeMemory(question.id);
        const { standing: _, ...rest } = file;
        await write({ ...(isAnother ? rest : file), question, version: file.version + 1 });
        return true;
      }),
    remove: (_, id) =>
      inTurn(async () => {
        if ((await read(id)) === undefined) return false;
        await remove(id);
        await removeMemory(id);
        return true;
      }),
    // One person may read everything.
    setReach: async () => undefined,
  };
}

/** What is known of the hits of questions. */
function memoriesIn({
  inTurn,
  read,
  readAll,
  write,
  readMemory,
  writeMemory,
}: Files): Pick<QuestionStore, 'due' | 'readMemory' | 'write' | 'noteDelivery'> {
  return {
    due: async (beforeMs, max) =>
      (await readAll())
        .map(({ question, standing }) => ({ id: question.id, askedAt: standing?.askedAt ?? 0 }))
        .filter(({ askedAt }) => askedAt < beforeMs)
        .toSorted((one, other) => one.askedAt - other.askedAt)
        .slice(0, max)
        .map(({ id }) => id),
    readMemory: async (id) => {
      const file = await read(id);
      return file === undefined ? undefined : { memory: await readMemory(id), version: file.version };
    },
    write: (id, version, standing, memory) =>
      inTurn(async () => {
        const file = await read(id);
        if (file?.version !== version) return false;
        if (memory !== undefined) await writeMemory(id, memory);
        await write({ ...file, standing, version: version + 1 });
        return true;
      }),
    noteDelivery: (id, delivery) =>
      inTurn(async () => {
        const file = await read(id);
        if (file !== undefined) await write({ ...file, delivery });
      }),
  };
}

async function replace(path: string, text: string): Promise<void> {
  await writeAtomically(`${path}.new`, path, text);
}

function toKnown({ question, standing, delivery }: QuestionFile): KnownQuestion {
  return { ...question, reach: undefined, ownerSeenAt: undefined, standing, delivery };
}

function byName(one: KnownQuestion, other: KnownQuestion): number {
  return one.name.localeCompare(other.name, 'en') || one.createdAt - other.createdAt;
}
