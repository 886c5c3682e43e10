import { expect, test } from 'vitest';
import type { Rule } from '#e2e/measure/allowance';
import { compareWithAllowance } from '#e2e/measure/allowance';
import { ambiguousNames, unknownFiles, unknownPaths } from '#e2e/measure/names';
import {
  deepFolders,
  longFunctions,
  smallFolders,
  undocumentedThrows,
  untestedFiles,
} from '#e2e/measure/rules';
import type { Source } from '#e2e/measure/sources';
import { productSources, readTexts } from '#e2e/measure/sources';

// The message of a failure names each room whose number differs, and what was found there.
const rules: readonly Rule<Source>[] = [
  {
    name: 'no function is longer than 60 lines',
    find: longFunctions,
    allowance: {},
  },
  {
    name: 'every exported function of lib that throws says so',
    find: undocumentedThrows,
    allowance: {},
  },
  {
    name: 'every file of lib over 60 lines has a test beside it',
    find: untestedFiles,
    allowance: {
      'lib/api': 1,
      'lib/discovery': 1,
      'lib/graph': 1,
      'lib/oci': 1,
      'lib/server': 3,
    },
  },
  {
    name: 'no exported name has two meanings',
    find: ambiguousNames,
    allowance: {},
  },
  {
    name: 'a folder holds at least three files',
    find: smallFolders,
    allowance: {},
  },
  {
    name: 'no folder lies deeper than three below lib or components',
    find: deepFolders,
    allowance: {},
  },
];

const sources = productSources();

test.each(rules)('$name', ({ find, allowance }) => {
  expect(compareWithAllowance(find(sources), allowance)).toEqual([]);
});

test('no source is longer than 350 lines', () => {
  expect(sources.filter(({ lines }) => lines > 350).map(({ path }) => path)).toEqual([]);
});

test('only the files that Next asks for have a default export', () => {
  const guilty = sources.filter(
    ({ path, text }) =>
      /^export default/m.test(text) &&
      !/\/(?:page|layout|error|global-error|loading|not-found)\.tsx$/.test(path),
  );
  expect(guilty.map(({ path }) => path)).toEqual([]);
});

test('comments and documents name only files that are there', () => {
  const named = unknownFiles(readTexts(/\.(?:tsx?|mjs|css|md)$/));
  expect(compareWithAllowance(named, {})).toEqual([]);
  expect(compareWithAllowance(unknownPaths(readTexts(/\.md$/)), {})).toEqual([]);
});
