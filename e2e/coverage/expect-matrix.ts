import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { trueCells } from '#e2e/coverage/compare-cells';
import type { TrueCell, TrueCells, Truth } from '#e2e/coverage/truth';
import { truth } from '#e2e/coverage/truth';
import type { CellState } from '#lib/audit/audit';
import { evidenceNames } from '#lib/audit/audit';

/** The words of the page for the states that were planted. */
const words: Readonly<Partial<Record<CellState, string>>> = {
  none: 'none',
  present: 'present',
  matches: 'matches',
  failed: 'failed',
};

/** What a cell of the page begins with; a report shows how much is open in it. */
function wordOf({ state, open }: TrueCell): string {
  return open === undefined ? (words[state] ?? state) : `${open}`;
}

function wordsOf(cells: TrueCells): readonly string[] {
  const all = trueCells(cells);
  return evidenceNames.map((name) => wordOf(all[name]));
}

/** The lines that the matrix has to show, by the name in their head: artifacts, and platforms of those that are open. */
function trueLines(): readonly (readonly string[])[] {
  return Object.entries<Truth>(truth).flatMap(([tag, { kind, verdict, platforms, ...cells }]) => [
    [tag, ...wordsOf(cells), verdict === 'pass' ? 'passes' : 'fails'],
    ...Object.entries(platforms ?? {}).map(([name, one]) => [name, ...wordsOf(one), 'as']),
  ]);
}

/** Opens the matrix of a repository with the planted truth, unfolds its indexes and compares each cell. */
export async function expectTrueMatrix(page: Page, address: string): Promise<void> {
  // High enough for every line to be in the page.
  await page.setViewportSize({ width: 1440, height: 3000 });
  await page.goto(address);
  const grid = page.getByRole('grid', { name: 'Coverage' });
  await expect(grid.getByRole('row')).toHaveCount(Object.keys(truth).length + 1, {
    timeout: 120_000,
  });
  const folded = grid.getByRole('rowheader', { expanded: false });
  for (let left = await folded.count(); left > 0; left -= 1) {
    await folded.first().focus();
    await page.keyboard.press('ArrowRight');
    await expect(folded).toHaveCount(left - 1);
  }
  const rows = await grid
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') })
    .all();
  const lines = await Promise.all(
    rows.map(async (row) => {
      const [, , ...cells] = await row.getByRole('gridcell').allInnerTexts();
      const heads = await row.getByRole('rowheader').allInnerTexts();
      return [nameIn(heads.join(' ')), ...cells].map((text) => text.trim());
    }),
  );
  const expected = trueLines();
  expect(lines).toHaveLength(expected.length);
  const sorted = (list: readonly (readonly string[])[]) =>
    list.toSorted((one, other) => (`${one}` < `${other}` ? -1 : 1));
  const begins = sorted(lines).map((line) => line.map((text) => /^[\w./-]+/.exec(text)?.[0]));
  expect(begins).toEqual(sorted(expected));
}

/** The tag under which the truth knows the line of an artifact, or its platform. */
function nameIn(head: string): string {
  const words = head.trim().split(/\s+/);
  return words.find((word) => word in truth) ?? words[0] ?? '';
}
