import { expect, test } from 'vitest';
import { answerWith } from '#e2e/fakes/fake-fetch';
import { askArchive } from '#lib/api/changes/ask-archive';
import { makeProblem } from '#lib/api/problems/problem-table';

test('an archive that can be had is not read to its end by who only asks', async () => {
  let isCancelled = false;
  const body = new ReadableStream({
    cancel: () => {
      isCancelled = true;
    },
  });
  answerWith(() => new Response(body));
  await askArchive('/api/archive?ref=r');
  expect(isCancelled).toBe(true);
});

test('what keeps an archive from being made is told as a problem', async () => {
  const problem = makeProblem('incomplete', 'One list could not be read.', { requestId: 'r1' });
  answerWith(() => Response.json(problem, { status: problem.status }));
  await expect(askArchive('/api/archive?ref=r')).rejects.toMatchObject({
    problem: { code: 'incomplete', detail: 'One list could not be read.' },
  });
});
