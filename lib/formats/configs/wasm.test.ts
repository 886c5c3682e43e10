import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWasm } from './wasm.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };
const magic = [0x00, 0x61, 0x73, 0x6d];
const text = (value: string) => [value.length, ...new TextEncoder().encode(value)];
const section = (id: number, ...parts: readonly (readonly number[])[]) => {
  const bytes = parts.flat();
  return [id, bytes.length, ...bytes];
};

const module = [
  ...magic,
  ...[1, 0, 0, 0],
  ...section(1, [1, 0x60, 0, 0]),
  ...section(
    2,
    [5],
    [...text('wasi'), ...text('fd_write'), 0, 0],
    [...text('env'), ...text('table'), 1, 0x70, 0, 1],
    [...text('env'), ...text('memory'), 2, 1, 1, 2],
    [...text('env'), ...text('base'), 3, 0x7f, 0],
    [...text('env'), ...text('refs'), 1, 0x63, 0x05, 0, 1],
  ),
  ...section(7, [1], [...text('_start'), 0, 1]),
];

const component = [
  ...magic,
  ...[0x0d, 0, 1, 0],
  ...section(1, module.slice(0, 8)),
  ...section(10, [2], [0, ...text('wasi:cli/stdout@0.2.0'), 5, 0], [1, ...text('t'), 3, 1]),
  ...section(
    11,
    [2],
    [0, ...text('wasi:cli/run@0.2.0'), 5, 0, 0],
    [0, ...text('m'), 0, 0x11, 0, 1, 0, 0x11, 0],
  ),
];

function read(bytes: readonly number[]) {
  return readWasm('', new Uint8Array(bytes), whole);
}

test('a module says what it imports and exports', () => {
  expect(read(module)?.title).toBe('Wasm module · 5 imports, 1 export');
  expect(read(module)?.summary?.()).toEqual({
    of: 'module',
    imports: ['wasi fd_write', 'env table', 'env memory', 'env base', 'env refs'],
    exports: ['_start'],
  });
});

test('a component says what it imports and exports, and not what the modules in it do', () => {
  expect(read(component)?.summary?.()).toEqual({
    of: 'module',
    imports: ['wasi:cli/stdout@0.2.0', 't'],
    exports: ['wasi:cli/run@0.2.0', 'm'],
  });
});

test('of a module that is cut is told what was read, and that it is cut', () => {
  const reading = read(module.slice(0, -3));
  expect(reading?.title).toBe('Wasm module · 5 imports, 0 exports');
  expect(reading?.problems).toEqual(['It ends in the middle of a section, or is not a valid module.']);
});

test('whatever follows the magic number, there is a reading', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.constantFrom(0, 1), (rest, layer) => {
      expect(read([...magic, 1, 0, layer, 0, ...rest])?.kind).toBe('wasm');
    }),
  );
  expect(read([1, 2, 3])).toBeUndefined();
});
