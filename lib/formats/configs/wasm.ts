import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import { count } from '#lib/formats/documents/phrase';
import { formatLimits } from '#lib/formats/limits';
import { shorten } from '#lib/text/untrusted-text';
import { readComponentNames } from './wasm-component.ts';
import { WasmReader } from './wasm-reader.ts';

/** What a module needs and gives, by name: `wasi_snapshot_preview1 fd_write`. */
type WasmNames = { readonly imports: string[]; readonly exports: string[] };

/**
 * A WebAssembly module (https://webassembly.github.io/spec/core/binary/modules.html) or component
 * (https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md): what it imports and exports. Of a head
 * that which stands in it.
 */
export function readWasm(
  _start: string,
  bytes: Uint8Array,
  context: DocumentContext,
): DocumentReading | undefined {
  const magic = [0x00, 0x61, 0x73, 0x6d];
  if (bytes.length < 8 || magic.some((byte, at) => bytes[at] !== byte)) return undefined;
  const isComponent = bytes[6] === 1;
  const names: WasmNames = { imports: [], exports: [] };
  const isCut = !readSections(bytes, names, isComponent ? readComponentNames : readModuleNames);
  const { imports, exports } = names;
  return given<DocumentReading>({
    kind: 'wasm',
    format: 'wasm',
    title: `Wasm ${isComponent ? 'component' : 'module'} · ${count(imports.length, 'import')}, ${count(exports.length, 'export')}`,
    summary: () => ({ of: 'module', imports: imports.map(shorten), exports: exports.map(shorten) }),
    problems:
      isCut && context.isWhole
        ? ['It ends in the middle of a section, or is not a valid module.']
        : undefined,
  });
}

type SectionReader = (id: number, section: WasmReader, names: WasmNames) => void;

/** Goes through the sections; false when one of them is cut. */
function readSections(bytes: Uint8Array, names: WasmNames, read: SectionReader): boolean {
  const reader = new WasmReader(bytes.subarray(8));
  try {
    while (!reader.isAtEnd) {
      const id = reader.byte();
      read(id, reader.part(reader.number()), names);
    }
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function readModuleNames(id: number, section: WasmReader, { imports, exports }: WasmNames): void {
  if (id === 2)
    for (let left = section.number(); left > 0 && imports.length < formatLimits.wasmNamesMax; left--) {
      const module = section.name();
      imports.push(`${module} ${section.name()}`);
      skipImport(section);
    }
  if (id === 7)
    for (let left = section.number(); left > 0 && exports.length < formatLimits.wasmNamesMax; left--) {
      exports.push(section.name());
      section.byte();
      section.number();
    }
}

/** What is imported: a function, a table, a memory, a global or a tag, each with its type. */
function skipImport(section: WasmReader): void {
  const kind = section.byte();
  if (kind === 0) section.number();
  else if (kind === 1) {
    skipReferenceType(section);
    skipLimits(section);
  } else if (kind === 2) skipLimits(section);
  else if (kind === 3) {
    skipReferenceType(section);
    section.byte();
  } else if (kind === 4) {
    section.byte();
    section.number();
  } else throw new RangeError('no such import');
}

// References of https://webassembly.github.io/spec/core/binary/types.html#reference-types with a heap type after them.
function skipReferenceType(section: WasmReader): void {
  const type = section.byte();
  if (type === 0x63 || type === 0x64) section.number();
}

function skipLimits(section: WasmReader): void {
  const flags = section.byte();
  section.number();
  if ((flags & 1) === 1) section.number();
}
