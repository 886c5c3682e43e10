import { expect, test } from 'vitest';
import { exampleDigest, examplePlan, exampleStep } from '#lib/api/changes/testing/example-plan';
import { allTags, tagKey } from '#lib/graph/picture/picture';
import { planEffectsOf, retentionEffectsOf } from './plan-effects.ts';

const [moved, subject] = [exampleDigest('1'), exampleDigest('2')];

test('what is copied and then deleted goes', () => {
  expect(planEffectsOf({ plan: examplePlan, steps: {} }).get(moved)).toBe('goes');
});

test('what is kept though it belongs is marked so', () => {
  expect(planEffectsOf({ plan: examplePlan, steps: {} }).get(subject)).toBe('kept');
});

test('what was copied is done, and not gone', () => {
  const plan = { ...examplePlan, steps: examplePlan.steps.filter(({ verb }) => verb !== 'delete-manifest') };
  const steps = { a: { state: 'done' }, b: { state: 'done' } } as const;
  expect(planEffectsOf({ plan, steps }).get(moved)).toBe('done');
});

test('a node is gone when every step about it is', () => {
  const half = { b: { state: 'done' } } as const;
  expect(planEffectsOf({ plan: examplePlan, steps: half }).get(moved)).toBe('goes');
  const all = { ...half, c: { state: 'skipped' } } as const;
  expect(planEffectsOf({ plan: examplePlan, steps: all }).get(moved)).toBe('gone');
});

test('what is pushed comes', () => {
  const plan = { ...examplePlan, steps: [exampleStep('x', 'push-manifest', { node: exampleDigest('3') })] };
  expect(planEffectsOf({ plan, steps: {} }).get(exampleDigest('3'))).toBe('comes');
});

test('with the artifact in the middle all its tags go, and a tag that is removed alone goes alone', () => {
  expect(planEffectsOf({ plan: examplePlan, steps: {} }).get(allTags)).toBe('goes');
  const untag = exampleStep('x', 'untag', { node: moved, target: 'registry.example/app:1.0' });
  const plan = { ...examplePlan, steps: [untag], kept: [{ digest: moved, why: '' }] };
  const effects = planEffectsOf({ plan, steps: {} });
  expect([effects.get(tagKey('1.0')), effects.get(allTags)]).toEqual(['goes', undefined]);
  expect(planEffectsOf({ plan, steps: { x: { state: 'done' } } }).get(tagKey('1.0'))).toBe('gone');
});

test('what retention rules would delete goes, with what goes along, and the rest is kept', () => {
  const artifact = (digest: ReturnType<typeof exampleDigest>) => ({ ...exampleStored, digest });
  const effects = retentionEffectsOf([
    { artifact: artifact(moved), fate: 'goes', why: '' },
    { artifact: artifact(subject), fate: 'with', why: '' },
    { artifact: artifact(exampleDigest('3')), fate: 'kept', why: '' },
  ]);
  expect([...effects.values()]).toEqual(['goes', 'goes', 'kept']);
});

const exampleStored = {
  kind: 'image',
  title: 'app',
  tags: [],
  madeTags: [],
  subjects: [],
  holds: [],
  signed: 'none',
} as const;
