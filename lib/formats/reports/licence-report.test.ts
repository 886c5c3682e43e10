import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLicenceReport } from './licence-report.ts';

function read(value: unknown) {
  const reading = readLicenceReport(value, { isWhole: true, bytes: 100, annotations: {} });
  return {
    title: reading?.title,
    summary: reading?.summary?.(),
    rows: [...(reading?.rows?.licences?.() ?? [])],
  };
}

test('the packages of license-checker are told with their licences', () => {
  const { title, rows, summary } = read({
    '@acme/web@1.0.0': { licenses: 'MIT', licenseFile: 'web/LICENSE' },
    'left-pad@2.0.0': { licenses: ['MIT', 'WTFPL'] },
  });
  expect(title).toBe('Licences · 2 packages · license-checker');
  expect(rows).toEqual([
    { expression: 'MIT', package: '@acme/web', version: '1.0.0', location: 'web/LICENSE' },
    { expression: 'MIT OR WTFPL', package: 'left-pad', version: '2.0.0' },
  ]);
  expect(summary).toMatchObject({ facts: [{ value: '2' }, { value: '2' }, { value: 'license-checker' }] });
});

test('the packages of pip-licenses are told too', () => {
  const { title, rows } = read([{ Name: 'pytz', Version: '1', License: 'MIT License' }]);
  expect(title).toBe('Licences · 1 package · pip-licenses');
  expect(rows).toEqual([{ expression: 'MIT License', package: 'pytz', version: '1' }]);
});

test('whatever the value, it is such a list or left to others', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(read(value).title ?? 'Licences').toContain('Licences');
      expect(read({ 'a@1': { licenses: 'MIT' }, b: value }).rows).toHaveLength(2);
    }),
  );
});
