import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callRoute, getProblem, testServices } from '#e2e/fakes/call-route';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { answerRequirements } from './requirements.ts';

async function required(text?: string): Promise<unknown> {
  testServices();
  const folder = await mkdtemp(join(tmpdir(), 'orrery-requirements-'));
  if (text !== undefined) await writeFile(join(folder, 'requirements.yaml'), text);
  testVerification(folder);
  return await (await callRoute(answerRequirements, '/api/requirements')).json();
}

test('the file is given as it is, with its comments', async () => {
  const text = '# Ours.\nrules:\n  - require: [sbom]\n';
  expect(await required(text)).toEqual({ source: 'file', text });
});

test('what of the file is not understood comes with its line', async () => {
  expect(await required('rules:\n  - require: [sbomb]\n')).toMatchObject({
    problems: [expect.stringMatching(/^Line 2: sbomb is not a known evidence\./)],
  });
});

test('without a file nothing is required, and an empty file is a mistake', async () => {
  expect(await required()).toEqual({ source: 'none', text: '' });
  expect(await required('')).toMatchObject({ source: 'file', problems: [expect.any(String)] });
  expect(await getProblem(answerRequirements, '/api/requirements?ref=a')).toMatchObject({
    code: 'request-invalid',
  });
});
