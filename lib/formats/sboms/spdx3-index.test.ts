import { expect, test } from 'vitest';
import { elementField, elementsOf, idsAt, readSpdx3Index, textsOf, typeOf } from './spdx3-index.ts';

test('an element is known by its class in any spelling', () => {
  const spellings = [
    'software_Package',
    'software:Package',
    'https://spdx.org/rdf/3.0.1/terms/Software/Package',
  ];
  expect(spellings.map((type) => typeOf({ type }))).toEqual(['Package', 'Package', 'Package']);
  expect(typeOf({ '@type': ['software_File'] })).toBe('File');
  expect(typeOf(null)).toBe('');
});

test('a field is found with its profile, without, and by its full name', () => {
  expect(elementField({ software_packageVersion: '1' }, 'packageVersion')).toBe('1');
  expect(elementField({ packageVersion: '1' }, 'packageVersion')).toBe('1');
  expect(elementField({ '@type': 'x', 'https://a/terms/Core/name': 'n' }, 'name')).toBe('n');
  expect(elementField({}, 'constructor')).toBeUndefined();
});

test('references are names, or the elements themselves', () => {
  expect([...idsAt({ to: ['a', { spdxId: 'b' }, { '@id': 'c' }, 7] }, 'to')]).toEqual(['a', 'b', 'c']);
  expect(textsOf([{ '@value': 'x' }, '', 'y', ['z']])).toEqual(['x', 'y']);
});

test('elements are those of a graph, of nested lists, or the only one', () => {
  expect([...elementsOf({ '@graph': [1, 2] })]).toEqual([1, 2]);
  expect([...elementsOf([{ a: 1 }, { '@graph': [2] }])]).toEqual([{ a: 1 }, 2]);
});

const licence = (id: string, type: string, rest: object = {}) => ({
  spdxId: id,
  type: `expandedlicensing_${type}`,
  ...rest,
});

test.each([
  [
    'a set',
    [
      licence('l', 'ConjunctiveLicenseSet', {
        expandedlicensing_member: ['m', 'https://spdx.org/licenses/MIT'],
      }),
      licence('m', 'DisjunctiveLicenseSet', {
        member: ['https://spdx.org/licenses/ISC', 'https://spdx.org/licenses/0BSD'],
      }),
    ],
    '(ISC OR 0BSD) AND MIT',
  ],
  [
    'a later version',
    [
      licence('l', 'OrLaterOperator', {
        expandedlicensing_subjectLicense: 'https://spdx.org/licenses/GPL-2.0',
      }),
    ],
    'GPL-2.0+',
  ],
  ['a licence of its own', [licence('l', 'CustomLicense', { name: 'Acme licence' })], 'Acme licence'],
  ['a set that holds itself', [licence('l', 'ConjunctiveLicenseSet', { member: ['l'] })], undefined],
  [
    'an expression with a name of the document',
    [
      {
        spdxId: 'l',
        type: 'simplelicensing_LicenseExpression',
        simplelicensing_licenseExpression: 'MIT AND LicenseRef-own',
        simplelicensing_customIdToUri: [{ key: 'LicenseRef-own', value: 'urn:own' }],
      },
      { spdxId: 'urn:own', type: 'simplelicensing_SimpleLicensingText', name: 'Acme licence' },
    ],
    'MIT AND Acme licence',
  ],
])('%s is told as an expression', (_, elements, expression) => {
  const related = { type: 'Relationship', from: 'p', relationshipType: 'hasDeclaredLicense', to: ['l'] };
  const index = readSpdx3Index({ '@graph': [...elements, related] });
  expect(index.licencesOf({ spdxId: 'p' })).toEqual(expression === undefined ? [] : [expression]);
});
