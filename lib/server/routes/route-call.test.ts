import { expect, test } from 'vitest';
import { ProblemError } from '#lib/api/problems/problem-error';
import { readBody, readQuery, respondJson } from './route-call.ts';

const at = (query: string) => new URL(`http://localhost/api/x?${query}`);
const post = (body: string) => new Request('http://localhost/api/x', { method: 'POST', body });

async function detailOf(read: () => unknown): Promise<string> {
  try {
    await read();
  } catch (error) {
    if (error instanceof ProblemError) return `${error.problem.code}: ${error.problem.detail}`;
    throw error;
  }
  return expect.fail('nothing was refused');
}

test('the parameters of a route are read', () => {
  expect(readQuery('GET /api/tags', at('ref=a.io%2Fb&n=5'))).toEqual({ ref: 'a.io/b', n: 5 });
});

test.each([
  ['ref=a&ref=b', 'The parameter "ref" is given twice.'],
  ['ref=a&depht=2', 'There is no parameter "depht" here.'],
  ['', 'The parameter "ref" is missing; write a reference such as ghcr.io/org/app:1.2.'],
  ['ref=a&__proto__=1', 'There is no parameter "__proto__" here.'],
])('the parameters "%s" are refused with a sentence', async (query, sentence) => {
  expect(await detailOf(() => readQuery('GET /api/graph', at(query)))).toBe(`request-invalid: ${sentence}`);
});

test('the document of a route is read', async () => {
  expect(await readBody('POST /api/sign-out', post('{"host":"ghcr.io"}'))).toEqual({ host: 'ghcr.io' });
});

test.each([
  ['{', 'The body is not JSON.'],
  ['[]', 'The body is not the expected JSON document.'],
  [
    '{"action":"attach","artifact":"a.io/b:1"}',
    'The field "subject" is missing; name the manifest that it is attached to.',
  ],
  ['{"action":"tag","ref":"a.io/b:1","tags":[],"force":true}', 'There is no field "force" here.'],
  ['{"action":"tag","ref":"a.io/b:1","tags":[5]}', 'The field "tags.0" is invalid.'],
])('the body %s is refused with a sentence', async (body, sentence) => {
  expect(await detailOf(() => readBody('POST /api/plans', post(body)))).toBe(`request-invalid: ${sentence}`);
});

test('no more of a body is read than a limit allows', async () => {
  expect(
    await detailOf(() => readBody('POST /api/sign-out', post(`{"host":"${'a'.repeat(100)}"}`), 50)),
  ).toBe('request-invalid: The body is larger than 50 bytes.');
});

test('an answer has the status of its route', async () => {
  const response = respondJson('POST /api/sign-in', { isChecked: true }, { 'set-cookie': 'a=b' });
  expect([response.status, await response.json(), response.headers.get('set-cookie')]).toEqual([
    200,
    { isChecked: true },
    'a=b',
  ]);
});
