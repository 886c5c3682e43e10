import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { fakeCaller } from '#e2e/fakes/fake-changes';
import { limits } from '#lib/server/platform/limits';
import { makePlan } from './make-plan.ts';

const { session } = fakeCaller();
const { signal } = new AbortController();
const ref = `${embeddedHost}/plans/app:1.0`;

beforeEach(async () => {
  const registry = await openTestRegistry();
  await pushImage(registry, 'plans/app', '1.0');
  testServices({}, registry);
});

test('a plan holds its request, an id of its own, and the time until which it may be begun', async () => {
  const request = { action: 'tag', ref, tags: ['2.0'] } as const;
  const plan = await makePlan(session, request, signal, Date.now);
  const other = await makePlan(session, request, signal, Date.now);
  expect(plan).toMatchObject({ action: 'tag', request, steps: [{ verb: 'tag', tag: '2.0' }] });
  expect(Date.parse(plan.expires) - Date.parse(plan.created)).toBe(limits.planKeptMs);
  expect(other.id).not.toBe(plan.id);
});

test('what is to be deleted is looked at first, and nothing is changed', async () => {
  const plan = await makePlan(session, { action: 'delete', ref, scope: 'tag' }, signal, Date.now);
  expect(plan.steps).toMatchObject([{ verb: 'untag', tag: '1.0' }]);
  const again = await makePlan(session, { action: 'delete', ref, scope: 'tag' }, signal, Date.now);
  expect(again.steps).toEqual(plan.steps);
});

test('an artifact that is not there has no plan', async () => {
  const request = { action: 'delete', ref: `${embeddedHost}/plans/app:9.9`, scope: 'tag' } as const;
  await expect(makePlan(session, request, signal, Date.now)).rejects.toMatchObject({ code: 'not-found' });
});
