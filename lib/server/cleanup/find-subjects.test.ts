import { expect, test } from 'vitest';
import { openCleanup } from '#e2e/fakes/cleanup-in-test';
import { digestOf } from '#e2e/fakes/graph-example';
import { createRepositoryReader } from '#lib/repository/repository-reader';
import { placeOf } from '#lib/server/sessions/connect';
import { findSubjects, listedReferrers, readNames } from './find-subjects.ts';

async function open(hear?: Parameters<typeof openCleanup>[1]) {
  const { image, request } = await openCleanup(['1.0'], hear);
  const { session, at, signal } = request();
  return { image, reader: createRepositoryReader(placeOf(session, at).client, at.repository, signal) };
}

test('a subject is there, gone, or not known where the registry refuses to tell', async () => {
  const refused = digestOf(8);
  const { image, reader } = await open((path) =>
    path.endsWith(refused) ? new Response('', { status: 403 }) : undefined,
  );
  const facts = await findSubjects(reader, [image('1.0').digest, digestOf(7), refused]);
  expect(facts.map(({ state }) => state)).toEqual(['there', 'gone', 'unknown']);
  expect(facts[2]?.reason).toBeDefined();
});

test('a 404 for rights proves nothing', async () => {
  const body = JSON.stringify({ errors: [{ code: 'DENIED' }] });
  const { reader } = await open((path) =>
    path.endsWith(digestOf(7)) ? new Response(body, { status: 404 }) : undefined,
  );
  const [fact] = await findSubjects(reader, [digestOf(7)]);
  expect(fact).toMatchObject({ state: 'unknown' });
});

test('what cannot be read names nothing', async () => {
  const { reader } = await open((path) =>
    path.includes('sha256:') ? new Response('', { status: 403 }) : undefined,
  );
  expect(await readNames(reader, digestOf(7))).toEqual({ entries: [] });
  expect(await listedReferrers(reader, digestOf(7))).toEqual([]);
});
