import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnIds } from '#components/coverage/filter/sort-rows.ts';
import { artifactKey } from '#components/coverage/stream/merge-rows.ts';
import { auditPlatformOf, auditRowOf } from '#e2e/fakes/audit-rows';
import { gridItems } from './grid-items.ts';
import type { GridPlace } from './grid-keys.ts';
import { headKey, moveOf } from './grid-keys.ts';

const platforms = [auditPlatformOf('linux/amd64'), auditPlatformOf('linux/arm/v7')];
const rows = [
  auditRowOf(1, { platforms }),
  auditRowOf(2),
  auditRowOf(3, { reference: 'localhost:5000/acme/api:3.0' }),
];
const [first, second] = rows.map(artifactKey);
const items = gridItems(rows, { open: new Set(), isGrouped: false });
const opened = gridItems(rows, { open: new Set([first ?? '']), isGrouped: false });
const place = (key: string | undefined, column: GridPlace['column'] = 'sbom') => ({ key: key ?? '', column });
const press = (key: string, hasControl = false) => ({ key, hasControl });

test('platforms stand below an open artifact, and repositories above theirs', () => {
  expect(opened.map(({ type }) => type)).toEqual(['row', 'platform', 'platform', 'row', 'row']);
  const grouped = gridItems(rows, { open: new Set(), isGrouped: true });
  expect(grouped.map(({ type }) => type)).toEqual(['group', 'row', 'row', 'group', 'row']);
});

test.each([
  ['ArrowDown', false, second, 'sbom'],
  ['ArrowUp', false, headKey, 'sbom'],
  ['ArrowLeft', false, first, 'provenance'],
  ['ArrowRight', false, first, 'vex'],
  ['Home', false, first, 'name'],
  ['End', false, first, 'verdict'],
  ['End', true, items.at(-1)?.key, 'verdict'],
  ['PageDown', false, items.at(-1)?.key, 'sbom'],
  ['PageUp', false, first, 'sbom'],
] as const)('%s (control: %s) goes on', (key, hasControl, to, column) => {
  expect(moveOf(items, place(first), press(key, hasControl))).toEqual({ type: 'go', key: to, column });
});

test('right unfolds an artifact on its head and goes on from there; left folds it', () => {
  expect(moveOf(items, place(first, 'name'), press('ArrowRight'))).toEqual({ type: 'unfold', key: first });
  expect(moveOf(opened, place(first, 'name'), press('ArrowRight'))).toMatchObject({
    type: 'go',
    column: 'kind',
  });
  expect(moveOf(opened, place(first, 'name'), press('ArrowLeft'))).toEqual({ type: 'fold', key: first });
  expect(moveOf(items, place(second, 'name'), press('ArrowRight'))).toMatchObject({
    type: 'go',
    column: 'kind',
  });
});

test('left on a platform leads to its artifact', () => {
  expect(moveOf(opened, place(opened[2]?.key, 'name'), press('ArrowLeft'))).toEqual({
    type: 'go',
    key: first,
    column: 'name',
  });
});

test('Enter opens a cell, and leaves headings to their buttons', () => {
  expect(moveOf(items, place(first), press('Enter'))).toEqual({ type: 'open', key: first, column: 'sbom' });
  expect(moveOf(items, place(headKey), press('Enter'))).toBeUndefined();
  expect(moveOf(items, place(headKey), press('ArrowDown'))).toEqual({
    type: 'go',
    key: first,
    column: 'sbom',
  });
});

test('whatever is pressed, the place stays in the grid', () => {
  const keys = fc.constantFrom(
    'ArrowDown',
    'ArrowUp',
    'ArrowLeft',
    'ArrowRight',
    'Home',
    'End',
    'PageDown',
    'PageUp',
  );
  const known = new Set([headKey, ...opened.map(({ key }) => key)]);
  fc.assert(
    fc.property(fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 40 }), (pressed) => {
      let at: GridPlace = place(first);
      for (const [key, hasControl] of pressed) {
        const move = moveOf(opened, at, { key, hasControl });
        if (move?.type === 'go') at = move;
        expect([known.has(at.key), columnIds.includes(at.column)]).toEqual([true, true]);
      }
    }),
  );
});
