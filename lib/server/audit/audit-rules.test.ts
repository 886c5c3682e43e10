import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { keyPolicy, makeKey } from '#e2e/fakes/sign-simple';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { sessionOf } from '#lib/server/sessions/session';
import { rulesOf } from './audit-rules.ts';

type Asked = { readonly require?: string; readonly policy?: string };

/** The rules of a question to an Orrery with these files in its policy folder; undefined: it has no folder. */
async function rules(files: Readonly<Record<string, string>> | undefined, { require, policy }: Asked = {}) {
  testServices();
  const folder = files === undefined ? undefined : await mkdtemp(join(tmpdir(), 'orrery-rules-'));
  for (const [name, text] of Object.entries(files ?? {})) await writeFile(join(folder ?? '', name), text);
  testVerification(folder);
  const session = sessionOf(new Request('http://localhost:4400'));
  return await rulesOf({ session, signal: new AbortController().signal, require, policy });
}

const acme = JSON.stringify(keyPolicy(makeKey().pem));

test('without a folder and without a question nothing is required', async () => {
  const { requirements, require, policy, problems } = await rules(undefined);
  expect({ rules: requirements.rules, require, policy, problems }).toEqual({
    rules: [],
    require: [],
    policy: undefined,
    problems: [],
  });
});

test('the question goes before the file, and the policies are used with both', async () => {
  const files = { 'acme.json': acme, 'requirements.yaml': 'rules:\n  - require: [sbom]\n' };
  expect(await rules(files)).toMatchObject({ require: ['sbom'], policy: { name: 'acme', source: 'file' } });
  expect(await rules(files, { require: 'vex, signature,vex' })).toMatchObject({
    require: ['signature', 'vex'],
    policy: { name: 'acme' },
  });
});

test('what is required comes back as the file that says the same', async () => {
  const text = '# Ours.\nrules:\n  - require: [sbomb]\n';
  const { stated } = await rules({ 'requirements.yaml': text });
  expect(stated).toMatchObject({ source: 'file', text, problems: [expect.stringMatching(/^Line 3: sbomb/)] });
  expect((await rules({}, { require: 'report:7d:max-high,sbom:each' })).stated).toEqual({
    source: 'query',
    text: 'rules:\n  - require:\n      - report: {maxAgeDays: 7, maxSeverity: high}\n      - sbom: {platforms: each}\n',
  });
});

test('an address can require nothing, so that a policy alone decides; an empty file cannot', async () => {
  const files = { 'acme.json': acme, 'requirements.yaml': 'rules:\n  - require: [sbom]\n' };
  const { requirements, stated, policy } = await rules(files, { require: 'none' });
  expect({ requirements, stated, policy: policy?.name }).toEqual({
    requirements: { rules: [] },
    stated: { source: 'query', text: '' },
    policy: 'acme',
  });
  const { problems } = await rules({ 'requirements.yaml': '' });
  expect(problems).not.toEqual([]);
});

test('a folder with requirements alone verifies nothing', async () => {
  const { policy, require } = await rules({ 'requirements.yaml': 'rules:\n  - require: [sbom]\n' });
  expect({ policy, require }).toEqual({ policy: undefined, require: ['sbom'] });
});

test('what is wrong with the requirements is a problem; a file that is no policy is only a remark', async () => {
  const { problems, remarks } = await rules({
    'acme.json': acme,
    'notes.txt': 'Ours.',
    'requirements.yaml': 'rules:\n  - require: [sbomb]\n',
  });
  expect(problems).not.toEqual([]);
  expect(remarks).toEqual(['The file notes.txt is no part of a policy.']);
});

test('one policy is chosen by its name', async () => {
  expect(await rules({ 'acme.json': acme }, { policy: 'acme' })).toMatchObject({
    policy: { name: 'acme' },
    only: 'acme',
  });
});

test.each([
  [{ require: 'sbomb' }, 'sbomb'],
  [{ require: '' }, 'require'],
  [{ policy: 'nobody' }, 'nobody'],
])('%j is refused', async (asked, word) => {
  await expect(rules({ 'acme.json': acme }, asked)).rejects.toMatchObject({
    problem: { code: 'request-invalid', detail: expect.stringContaining(word) },
  });
});
