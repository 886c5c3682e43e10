import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyleftOf, isCopyleft, normaliseLicence } from './licence.ts';

test.each([
  ['((MIT))', 'MIT'],
  [' MIT  or Apache-2.0 ', 'MIT OR Apache-2.0'],
  ['(MIT) AND (ISC)', '(MIT) AND (ISC)'],
  ['GPL-2.0-only with Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  ['Common Development and Distribution License', 'Common Development and Distribution License'],
  ['NOASSERTION', undefined],
  ['none', undefined],
  ['', undefined],
])('%j is counted as %j', (expression, counted) => {
  expect(normaliseLicence(expression)).toBe(counted);
});

test.each([
  ['GPL-3.0-or-later', 'strong'],
  ['AGPL-3.0', 'strong'],
  ['GPLv2+', 'strong'],
  ['GNU General Public License v2 or later', 'strong'],
  ['EUPL-1.2', 'strong'],
  ['CC-BY-SA-4.0', 'strong'],
  ['LGPL-2.1-only', 'weak'],
  ['GNU Lesser General Public License', 'weak'],
  ['MPL-2.0', 'weak'],
  ['EPL-1.0', 'weak'],
  ['CDDL-1.1', 'weak'],
  ['Common Development and Distribution License 1.0', 'weak'],
  ['Eclipse Public License v2.0', 'weak'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'weak'],
  ['GNU General Public License (GPL), version 2, with the Classpath exception', 'strong'],
  ['MIT AND GPL-2.0', 'strong'],
  ['MIT AND (LGPL-3.0 OR BSD-3-Clause)', undefined],
  ['MIT OR GPL-2.0', undefined],
  ['(GPL-2.0 OR MIT) AND MPL-2.0', 'weak'],
  ['MIT', undefined],
  ['UPL-1.0', undefined],
  ['Apache-2.0 WITH LLVM-exception', undefined],
  ['LicenseRef-acme', undefined],
  ['', undefined],
])('the copyleft of %s is %s', (expression, reach) => {
  expect(copyleftOf(expression)).toBe(reach);
  expect(isCopyleft(expression)).toBe(reach !== undefined);
});

test('whatever the text, there is an answer', () => {
  const word = fc.constantFrom('(', ')', 'AND', 'OR', 'WITH', 'MIT', 'GPL-2.0', ' ', 'or later', '+');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(word).map((words) => words.join(' ')),
      ),
      (text) => {
        expect([undefined, 'weak', 'strong']).toContain(copyleftOf(text));
        expect(normaliseLicence(normaliseLicence(text) ?? '')).toBe(normaliseLicence(text));
      },
    ),
  );
  expect(copyleftOf('('.repeat(5000))).toBeUndefined();
});
