import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { answerWith } from '#e2e/fakes/fake-fetch';
import { streamAudit } from '#lib/api/client/stream-audit';
import { graphQuery, tagsQuery } from '#lib/api/queries/queries';
import { earlyQuestion, textOfSegments } from './early-question.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** The first question that a part of the page asks: its address and the form of the answer. */
async function firstQuestion(ask: (client: QueryClient) => Promise<unknown>) {
  const requests = answerWith(() => new Response(null, { status: 500 }));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  await ask(client).catch(() => undefined);
  const [first] = requests;
  return first === undefined
    ? undefined
    : { path: first.path, accept: new Headers(first.init.headers).get('accept') };
}

test.each([
  ['/ghcr.io/org/app:1.2', 'ghcr.io/org/app:1.2'],
  ['/ghcr.io/org/app:1.2/', 'ghcr.io/org/app:1.2'],
  [`/ghcr.io/org/app@${digest}?node=x&page=content`, `ghcr.io/org/app@${digest}`],
  [`/localhost:5000/app:1%2E2`, 'localhost:5000/app:1.2'],
  ['/ghcr.io/org/app:1?view=audit', 'ghcr.io/org/app:1'],
])('the page of %s asks for the graph as its code does', async (target, reference) => {
  const asked = await firstQuestion((client) =>
    client.fetchQuery({ ...graphQuery(reference), retry: false }),
  );
  expect(earlyQuestion(target)).toEqual(asked);
});

test('the page of a repository asks for its first tags as its code does', async () => {
  const asked = await firstQuestion((client) =>
    client.fetchInfiniteQuery({ ...tagsQuery('ghcr.io/org/app'), retry: false }),
  );
  expect(earlyQuestion('/ghcr.io/org/app')).toEqual(asked);
  expect(earlyQuestion('/ghcr.io/org/app?find=1.')).toEqual(asked);
});

test('the coverage of a repository is asked for as its code does', async () => {
  const parameters = { ref: 'ghcr.io/org/app', require: 'signature,sbom' };
  const asked = await firstQuestion(() => streamAudit(parameters, new AbortController().signal).next());
  expect(earlyQuestion('/ghcr.io/org/app?view=audit&require=signature,sbom')).toEqual(asked);
});

test.each([
  '/',
  '',
  '/docs/problems/not-found',
  '/admin?tab=health',
  '/search?q=log4j',
  '/inventory?view=trends',
  '/ghcr.io?view=audit',
  '/ghcr.io',
  '/ghcr.io/org/app?view=policy',
  '/ghcr.io/org/app?view=cleanup',
  '/ghcr.io/org/app?compare=1..2',
  '/ghcr.io/org/app:1?compare=2',
  '/not%20a%20reference',
  '/%ff',
  '//',
])('the page of %s asks nothing before its code does', (target) => {
  expect(earlyQuestion(target)).toBe(undefined);
});

test('each segment of a path is decoded once, and one that cannot be stays as it is', () => {
  expect(textOfSegments(['a.io', 'b%253A', '%ff'])).toBe('a.io/b%3A/%ff');
});
