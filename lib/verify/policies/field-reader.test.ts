import { expect, test } from 'vitest';
import { FieldReader } from './field-reader.ts';

function read(
  value: unknown,
  look: (fields: FieldReader) => unknown,
): { result: unknown; sentences: string[] } {
  const sentences: string[] = [];
  const fields = new FieldReader(value, 'spec', sentences);
  const result = look(fields);
  fields.finish();
  return { result, sentences };
}

test('each field that nobody asked for is said', () => {
  expect(read({ name: 'a', nmae: 'b' }, (fields) => fields.text('name'))).toEqual({
    result: 'a',
    sentences: ['spec.nmae is not supported: Orrery does not know this field.'],
  });
});

test('a field of another type counts as missing and is said', () => {
  const { result, sentences } = read({ name: 1, flag: 'yes', list: {}, table: { a: 1 } }, (fields) => [
    fields.text('name'),
    fields.flag('flag'),
    fields.objects('list'),
    fields.table('table'),
  ]);
  expect(result).toEqual([undefined, false, [], []]);
  expect(sentences).toEqual([
    'spec.name is not a text.',
    'spec.flag is neither true nor false.',
    'spec.list is not a list.',
    'spec.table.a is not a text.',
  ]);
});

test('null is missing, as in Kubernetes', () => {
  expect(read({ name: null, other: null }, (fields) => fields.text('name'))).toEqual({
    result: undefined,
    sentences: [],
  });
});

test('the place of an entry is in its sentence', () => {
  const { sentences } = read({ list: [{ a: 'x' }, 'y'] }, (fields) => {
    for (const entry of fields.objects('list')) entry.finish();
  });
  expect(sentences).toEqual([
    'spec.list[1] is not an object.',
    'spec.list[0].a is not supported: Orrery does not know this field.',
  ]);
});

test('names of Object are no fields', () => {
  expect(read({}, (fields) => [fields.text('constructor'), fields.has('toString')]).result).toEqual([
    undefined,
    false,
  ]);
});
