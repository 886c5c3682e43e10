import { expect, test } from 'vitest';
import type { Rule } from '#e2e/measure/allowance';
import { compareWithAllowance } from '#e2e/measure/allowance';
import {
  codeComparisons,
  processSymbols,
  strayLimits,
  swallowedErrors,
  unboundedReads,
} from '#e2e/measure/promises';
import type { Source } from '#e2e/measure/sources';
import { productSources } from '#e2e/measure/sources';

// What lint cannot see. The message of a failure names each room whose number differs, and what was found there.
const rules: readonly Rule<Source>[] = [
  {
    name: 'no body is read without a limit',
    find: unboundedReads,
    allowance: {},
  },
  {
    name: 'no error is swallowed',
    find: swallowedErrors,
    allowance: {
      'components/graph': 1,
      'lib/api': 2,
    },
  },
  {
    name: 'limits stand in the limits.ts of their room',
    find: strayLimits,
    allowance: {},
  },
  {
    name: 'one function keeps values for the whole process',
    find: processSymbols,
    allowance: {},
  },
  {
    name: 'a table over all error codes decides, not a comparison with some',
    find: codeComparisons,
    allowance: {
      'components/catalog': 1,
    },
  },
];

const sources = productSources();

test.each(rules)('$name', ({ find, allowance }) => {
  expect(compareWithAllowance(find(sources), allowance)).toEqual([]);
});
