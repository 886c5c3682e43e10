import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from 'vitest';
import { earlyPaletteScript, takeEarlyPalette } from './early-palette.ts';

type Key = { readonly key: string; readonly ctrlKey?: boolean };

/** Runs the script of the head as a page does, and presses keys; gives which of them the page was kept from. */
function press(...keys: readonly Key[]): readonly string[] {
  const heard = new Set<(event: unknown) => void>();
  const context = {
    addEventListener: (_: string, hear: (event: unknown) => void) => heard.add(hear),
    removeEventListener: (_: string, hear: (event: unknown) => void) => heard.delete(hear),
    orreryEarlyPalette: undefined,
  };
  runInNewContext(earlyPaletteScript, context);
  globalThis.orreryEarlyPalette = context.orreryEarlyPalette;
  const kept: string[] = [];
  for (const key of keys)
    for (const hear of heard)
      hear({ ...key, preventDefault: () => kept.push(key.key), stopPropagation: () => undefined });
  return kept;
}

afterEach(() => {
  globalThis.orreryEarlyPalette = undefined;
});

const open = { key: 'k', ctrlKey: true };

test('Ctrl K before the page is alive is kept, with what is typed behind it', () => {
  expect(press({ key: 'x' }, open, { key: 'c' }, { key: 'Shift' }, { key: 'p' })).toEqual(['k', 'c', 'p']);
  expect(takeEarlyPalette()).toBe('cp');
  expect(takeEarlyPalette()).toBeUndefined();
});

test.each([
  ['nobody pressed it', [{ key: 'k' }]],
  ['it was pressed again', [open, { key: 'a' }, open]],
  ['it was escaped', [open, { key: 'a' }, { key: 'Escape' }]],
])('nothing opens when %s', (_, keys) => {
  press(...keys);
  expect(takeEarlyPalette()).toBeUndefined();
});
