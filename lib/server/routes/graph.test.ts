import { expect, test } from 'vitest';
import { callRoute, getGraph, getProblem, testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { referrersTag } from '#lib/oci/referrers-tag';
import { limits } from '#lib/server/platform/limits';
import { answerGraph } from './graph.ts';

/** An image, and its signature as cosign 2 keeps it in a repository apart. */
async function signedElsewhere() {
  const registry = await openTestRegistry();
  const image = await pushImage(registry, 'acme/app', '1.0');
  await pushImage(registry, 'acme/signatures', `${referrersTag(image.digest)}.sig`);
  return { registry, image };
}

test('COSIGN_REPOSITORY is asked for what refers to any image', async () => {
  const { registry, image } = await signedElsewhere();
  testServices({ cosignRepository: `${embeddedHost}/acme/signatures` }, registry);
  const { answers } = await getGraph(`${embeddedHost}/acme/app:1.0`);
  expect(answers.get(`${image.digest} referrers external`)).toBeDefined();
  testServices({}, registry);
  const without = await getGraph(`${embeddedHost}/acme/app:1.0`);
  expect(without.answers.has(`${image.digest} referrers external`)).toBe(false);
});

test('a registry may name the repository of what is attached to its images', async () => {
  const { registry, image } = await signedElsewhere();
  const attachedIn = `${embeddedHost}/acme/signatures`;
  testServices({ registries: [{ host: embeddedHost, plainHttp: true, attachedIn }] }, registry);
  const { answers, nodes } = await getGraph(`${embeddedHost}/acme/app:1.0`);
  expect(answers.get(`${image.digest} referrers external`)).toBeDefined();
  expect([...nodes.values()].every(({ state }) => state !== 'missing')).toBe(true);
});

test('some sources alone can be asked again, and one that is unknown is said', async () => {
  const { registry, image } = await signedElsewhere();
  testServices({}, registry);
  const reference = `${embeddedHost}/acme/app:1.0`;
  const { answers } = await getGraph(reference, '&sources=referrers-api,cosign-tags');
  expect([...answers.keys()].sort()).toEqual(
    ['manifest manifest', 'referrers cosign-tags', 'referrers referrers-api'].map(
      (answer) => `${image.digest} ${answer}`,
    ),
  );
  const path = `/api/graph?ref=${reference}&sources=cosign`;
  expect(await getProblem(answerGraph, path)).toMatchObject({
    code: 'request-invalid',
    detail: expect.stringContaining('not "cosign"'),
  });
});

test('the whole graph is one document for who asks for JSON', async () => {
  const { registry, image } = await signedElsewhere();
  testServices({}, registry);
  const path = `/api/graph?ref=${embeddedHost}/acme/app:1.0&depth=2&fresh=1`;
  const response = await callRoute(answerGraph, path, { headers: { accept: 'application/json' } });
  expect(await response.json()).toMatchObject({ root: image.digest, complete: true });
});

test('readers who leave in the middle of a graph leave their turn to others', async () => {
  const { registry } = await signedElsewhere();
  testServices({}, registry);
  for (let left = 0; left <= limits.walksAtOncePerSession; left++) {
    const { body } = await callRoute(answerGraph, `/api/graph?ref=${embeddedHost}/acme/app:1.0`);
    const reader = body?.getReader();
    if (left % 2 === 0) await reader?.read();
    await reader?.cancel();
  }
  expect((await getGraph(`${embeddedHost}/acme/app:1.0`)).complete).toBe(true);
});
