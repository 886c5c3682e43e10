import { formatLimits } from '#lib/formats/limits';
import type { WasmReader } from './wasm-reader.ts';

type Names = { readonly imports: string[]; readonly exports: string[] };

/**
 * The names in one section of a component
 * (https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md#import-and-export-definitions); those of
 * the components and modules within it are theirs.
 */
export function readComponentNames(id: number, section: WasmReader, { imports, exports }: Names): void {
  if (id === 10)
    for (let left = section.number(); left > 0 && imports.length < formatLimits.wasmNamesMax; left--) {
      imports.push(externalName(section));
      skipDescription(section);
    }
  if (id === 11)
    for (let left = section.number(); left > 0 && exports.length < formatLimits.wasmNamesMax; left--) {
      exports.push(externalName(section));
      skipSort(section);
      section.number();
      if (section.byte() === 1) skipDescription(section);
    }
}

// A name with another form before it, and since 2025 the suffix of its version behind it.
function externalName(section: WasmReader): string {
  const form = section.byte();
  const name = section.name();
  return form === 2 ? `${name}${section.name()}` : name;
}

function skipSort(section: WasmReader): void {
  if (section.byte() === 0) section.byte();
}

/** https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md#type-definitions, externdesc. */
function skipDescription(section: WasmReader): void {
  const kind = section.byte();
  if (kind === 0) section.byte();
  if (kind === 2) {
    if (section.byte() > 1) throw new RangeError('no such bound');
    section.number();
  } else if (kind === 3) {
    if (section.byte() === 0) section.number();
  } else section.number();
}
