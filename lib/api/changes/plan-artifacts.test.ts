import { expect, test } from 'vitest';
import type { PlanStep } from '#lib/api/contract/plan-contract';
import { artifactsOf, runLabel } from './plan-artifacts.ts';
import { exampleDigest, examplePlan, exampleStep } from './testing/example-plan.ts';

const [one, two] = [exampleDigest('1'), exampleDigest('2')];
const gone = [
  exampleStep('1', 'delete-manifest', { node: one }),
  exampleStep('2', 'delete-manifest', { node: two }),
];
const list = exampleStep('3', 'delete-manifest');
const untag = exampleStep('4', 'untag', { node: one });
const tag = exampleStep('5', 'tag', { node: one });
const copied = exampleStep('6', 'copy-manifest', { node: one });
const made = exampleStep('7', 'push-manifest', { target: `host/app@${two}` });

test('an artifact that is copied and then deleted counts once, a list of referrers not at all', () => {
  expect(artifactsOf(examplePlan.steps)).toEqual(new Set([one]));
  expect(artifactsOf([...gone, list])).toEqual(new Set([one, two]));
  expect(artifactsOf([copied, made, tag])).toEqual(new Set([one, two]));
});

test.each<[Parameters<typeof runLabel>[0]['action'], readonly PlanStep[], string]>([
  ['delete', [...gone, list], 'Delete 2 artifacts'],
  ['delete', [...gone, untag], 'Delete 2 artifacts and 1 tag'],
  ['delete', [untag], 'Remove 1 tag'],
  ['copy', [copied, made, tag], 'Copy 2 artifacts'],
  ['copy', [tag], 'Set 1 tag'],
  ['copy', [], 'Copy'],
  ['move', examplePlan.steps, 'Move 1 artifact'],
  ['import', [copied], 'Import 1 artifact'],
  ['attach', [made, tag], 'Attach 1 artifact'],
  ['tag', [tag, { ...tag, id: '8' }], 'Set 2 tags'],
  ['repair', [exampleStep('9', 'list-referrers')], 'Repair the list'],
])('the button of a plan to %s says what it does: %#', (action, steps, label) => {
  expect(runLabel({ action, steps: [...steps] })).toBe(label);
});
