import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeQuestionStore, questionOf } from '#e2e/suites/describe-question-store';
import { openQuestionFolder } from './question-folder.ts';

const makeFolder = () => mkdtemp(join(tmpdir(), 'questions-'));

describeQuestionStore('in a folder', { isShared: false }, async () => {
  const folder = await makeFolder();
  const store = openQuestionFolder(folder);
  return { open: async () => store, remove: () => rm(folder, { recursive: true }) };
});

test('a file that is damaged is left out, and what is no id opens no file', async () => {
  const folder = await makeFolder();
  const store = openQuestionFolder(folder);
  const question = questionOf('one', '');
  await store.add(question, undefined, 9);
  await writeFile(join(folder, `${questionOf('two', '').id}.question`), '{"question":');
  expect((await store.list('')).map(({ id }) => id)).toEqual([question.id]);
  expect(await store.find('../secret')).toBeUndefined();
  expect((await readdir(folder)).length).toBe(2);
  await rm(folder, { recursive: true });
});

test('a question whose hits are damaged is asked anew', async () => {
  const folder = await makeFolder();
  const store = openQuestionFolder(folder);
  const { id } = questionOf('one', '');
  await store.add(questionOf('one', ''), undefined, 9);
  await writeFile(join(folder, `${id}.hits`), '{"keys":');
  expect(await store.readMemory(id)).toEqual({ memory: undefined, version: 1 });
  await rm(folder, { recursive: true });
});
