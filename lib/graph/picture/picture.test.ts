import { expect, test } from 'vitest';
import { digestOf, nodeOf } from '#e2e/fakes/graph-example';
import type { Item, PlanEffect } from './picture.ts';
import { allTags, nodeOfItem, planEffectOfItem, tagKey } from './picture.ts';

const place = { id: 'x', parent: 0, lane: 'attached', line: 'refers-to', depth: 1 } as const;
const stack: Item = { ...place, type: 'stack', members: [nodeOf(2), nodeOf(3)], isOpen: false };
const node: Item = { ...place, type: 'node', node: nodeOf(2), isExpanded: false, isExpandable: false };

test('a stack stands for the first of its members', () => {
  expect(nodeOfItem(stack)?.digest).toBe(digestOf(2));
  expect(nodeOfItem(node)?.digest).toBe(digestOf(2));
  expect(nodeOfItem(undefined)).toBeUndefined();
});

test('a stack shows what is gravest of what a plan does to its members', () => {
  const effects = new Map<ReturnType<typeof digestOf>, PlanEffect>([
    [digestOf(2), 'kept'],
    [digestOf(3), 'goes'],
  ]);
  expect(planEffectOfItem(stack, effects)).toEqual({ effect: 'goes', share: { count: 1, total: 2 } });
  expect(planEffectOfItem(node, effects)).toEqual({ effect: 'kept' });
  expect(planEffectOfItem(node, undefined)).toBeUndefined();
});

test('a stack of which all go says so of itself', () => {
  const effects = new Map([digestOf(2), digestOf(3)].map((digest) => [digest, 'goes'] as const));
  expect(planEffectOfItem(stack, effects)).toEqual({ effect: 'goes' });
});

test('tags show what becomes of them, each by itself or all with their artifact', () => {
  const chip: Item = { ...place, type: 'tags', tags: ['1.0', 'latest'], isAsked: false };
  expect(planEffectOfItem(chip, new Map([[allTags, 'gone' as const]]))).toEqual({ effect: 'gone' });
  expect(planEffectOfItem(chip, new Map([[tagKey('1.0'), 'goes' as const]]))).toEqual({
    effect: 'goes',
    share: { count: 1, total: 2 },
  });
  expect(planEffectOfItem(chip, new Map([[digestOf(2), 'goes' as const]]))).toBeUndefined();
});
