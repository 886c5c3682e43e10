import { expect, test } from 'vitest';
import { makeProblem } from '#lib/api/problems/problem-table';
import type { CompletionAnswer } from './completion-line.ts';
import { completionLine } from './completion-line.ts';

const tags = { list: 'tags', host: 'a.io', repository: 'acme/app', begin: '1.' } as const;
const repositories = { list: 'repositories', host: 'a.io', begin: 'ac' } as const;
const failed = (code: Parameters<typeof makeProblem>[0]): CompletionAnswer => ({
  state: 'failed',
  problem: makeProblem(code, '', { requestId: '' }),
});

test.each<[CompletionAnswer, string, string]>([
  [{ state: 'asking', fitting: 0, read: 0 }, 'Asking a.io…', 'Asking a.io…'],
  [{ state: 'asking', fitting: 3, read: 100 }, 'More are coming…', 'More are coming…'],
  [{ state: 'whole', fitting: 3, read: 100 }, '', ''],
  [
    { state: 'whole', fitting: 0, read: 1_000 },
    'No tag of a.io/acme/app begins with “1.”.',
    'No repository of a.io begins with “ac”.',
  ],
  [{ state: 'whole', fitting: 0, read: 0 }, 'a.io/acme/app has no tags.', 'a.io has no repositories.'],
  [
    { state: 'cut', fitting: 0, read: 20_000 },
    'None of the first 20,000 tags of a.io/acme/app begins with “1.”. There are more.',
    'None of the first 20,000 repositories of a.io begins with “ac”. There are more.',
  ],
  [
    failed('unsupported'),
    'a.io has no repository acme/app, or hides it from you.',
    'a.io does not list its repositories.',
  ],
  [
    failed('unauthorized'),
    'a.io lists its content only after you sign in.',
    'a.io lists its content only after you sign in.',
  ],
])('an answer of %j is one line', (answer, ofTags, ofRepositories) => {
  expect(completionLine(answer, tags)).toBe(ofTags);
  expect(completionLine(answer, repositories)).toBe(ofRepositories);
});
