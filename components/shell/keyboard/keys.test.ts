import { expect, test } from 'vitest';
import { productSources } from '#e2e/measure/sources';
import { keyGroups } from './keys.ts';

/** The groups of the sheet that tell the keys of each file; every file that listens to keys has its line. */
const groupsOf: Readonly<Record<string, readonly string[]>> = {
  'components/palette-key.tsx': ['Everywhere'],
  'components/shell/keyboard/early-palette.ts': ['Everywhere'],
  'components/shell/keyboard/page-keys.tsx': ['Everywhere'],
  'components/shell/running-changes.tsx': ['Everywhere'],
  'components/shell/reference/reference-box.tsx': ['Everywhere'],
  'components/shell/reference/reference-input.tsx': ['Reference box and palette'],
  'components/shell/keyboard/command-palette.tsx': ['Reference box and palette'],
  'components/graph/canvas/graph-keys.ts': ['Graph', 'Everywhere'],
  'components/graph/filter/find-box.tsx': ['Graph', 'Everywhere'],
  'components/ui/use-page-key.ts': ['Graph', 'Outline'],
  'components/viewers/files/file-tree.tsx': ['Files of a layer or an archive'],
  'components/graph/status-bar.tsx': ['Everywhere'],
  'components/graph/outline/tree-keys.ts': ['Outline'],
  'components/graph/outline/use-tree-events.ts': ['Outline'],
  'components/ui/side-panel.tsx': ['Inspector'],
  'components/viewers/json/json-search.tsx': ['Inspector'],
  'components/ui/virtual-list.tsx': ['Lists and tables'],
  'components/ui/table/table-rows.ts': ['Lists and tables'],
  'components/changes/plan/notice-list.tsx': ['Lists and tables'],
  'components/viewers/files/file-tree-keys.ts': ['Files of a layer or an archive'],
  'components/coverage/matrix/grid-keys.ts': ['Coverage'],
  'components/coverage-cell.tsx': ['Coverage'],
  'components/changes/forms/tag-form.tsx': ['Forms'],
};

/** How the sheet writes the names that browsers give to keys. */
const shown: Readonly<Record<string, string>> = {
  ...{ ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓', PageUp: 'PgUp', PageDown: 'PgDn' },
  ...{ Escape: 'Esc', ' ': 'Space', '-': '−', '=': '+', k: 'Ctrl K', F10: '⇧ F10', ContextMenu: '⇧ F10' },
};

const named = '(?:Arrow|Page)(?:Left|Right|Up|Down)|Home|End|Enter|Escape|Tab|F10|ContextMenu';
const patterns = [
  // 'Home', "case ' ':", { ArrowLeft: … } and { '+': … }
  new RegExp(`'(${named})'`, 'g'),
  /\b((?:Arrow|Page)(?:Left|Right|Up|Down)):/g,
  /case '(.)'/g,
  /^\s+'(.)': (?:\(|camera)/gm,
  /usePageKey\('(.)'/g,
  /[kK]ey(?:\.toLowerCase\(\))? (?:!==|===) '(.)'/g,
  /\[('.*')\]\.includes\(event\.key\)/g,
];

/** The keys that a file asks for by name, as the sheet writes them. */
function keysIn(text: string): readonly string[] {
  const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, key = '']) => key));
  const keys = found.flatMap((key) => (key.length > 12 || key.includes("'") ? listed(key) : [key]));
  return [...new Set(keys.map((key) => shown[key] ?? key))];
}

function listed(text: string): readonly string[] {
  return [...text.matchAll(/'([^']+)'/g)].map(([, key = '']) => key);
}

const isAsking = (text: string) => patterns.some((pattern) => text.search(pattern) >= 0);
/** The table and its sheet name keys and listen to none; "Home" is a page too. */
const naming = ['components/shell/keyboard/keys.ts', 'components/shell/keyboard/key-sheet.tsx'];
const listening = productSources().filter(
  ({ path, text }) =>
    path.startsWith('components/') &&
    !naming.includes(path) &&
    /[kK]eyDown|keydown|usePageKey|isMenuKey|key: string|pressed\.key|case 'ArrowDown'/.test(text) &&
    isAsking(text),
);

test('every file that listens to keys is known to the sheet', () => {
  const unknown = listening.filter(({ path }) => groupsOf[path] === undefined);
  expect(unknown.map(({ path, text }) => `${path}: ${keysIn(text).join(' ')}`)).toEqual([]);
  const gone = Object.keys(groupsOf).filter((path) => !listening.some((file) => file.path === path));
  expect(gone).toEqual([]);
});

test.each(listening.map(({ path, text }) => [path, text] as const))(
  'the sheet tells the keys of %s',
  (path, text) => {
    const groups = keyGroups.filter(({ title }) => groupsOf[path]?.includes(title) === true);
    const told = new Set(groups.flatMap(({ keys }) => keys.flatMap((row) => row.keys)));
    expect(keysIn(text).filter((key) => !told.has(key))).toEqual([]);
  },
);

test('a group stands once, and says each of its keys', () => {
  const titles = keyGroups.map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
  expect(new Set(Object.values(groupsOf).flat())).toEqual(new Set(titles));
});
