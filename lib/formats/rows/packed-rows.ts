import type { Row } from './row-fields.ts';

/** Rows as texts: what is searched, and the row itself as JSON outside the heap. */
export type PackedRows = {
  readonly add: (searched: string, json: string) => void;
  readonly size: () => number;
  readonly weight: () => number;
  /** The rows whose searched text holds `q`, in their order. */
  readonly find: (q: string) => Uint32Array;
  readonly row: (place: number) => Row;
};

/** Rows that are searched together, `starts` of each in `text`. */
type Searched = { readonly first: number; readonly text: string; readonly starts: Uint32Array };

// So many rows that a block is worth its overhead, and so few that one row is found fast.
const blockRows = 256;
const searchedRows = 4_096;

/** An empty store of rows. */
export function packRows(): PackedRows {
  const blocks: Uint8Array[] = [];
  const searched: Searched[] = [];
  const encoder = new TextEncoder();
  let json: string[] = [];
  let texts: string[] = [];
  let size = 0;
  let weight = 0;
  let opened: { readonly block: number; readonly lines: readonly string[] } | undefined;
  const seal = () => {
    if (texts.length === 0) return;
    searched.push(toSearched(size - texts.length, texts));
    texts = [];
  };
  return {
    add: (text, line) => {
      texts.push(text);
      json.push(line);
      weight += text.length + line.length;
      size += 1;
      if (texts.length === searchedRows) seal();
      if (json.length < blockRows) return;
      blocks.push(encoder.encode(json.join('\n')));
      json = [];
    },
    size: () => size,
    weight: () => weight,
    find: (q) => {
      seal();
      return findRows(searched, q.replaceAll('\n', ' ').toLowerCase(), size);
    },
    row: (place) => {
      const block = Math.floor(place / blockRows);
      const packed = blocks[block];
      if (packed === undefined) return parseRow(json[place % blockRows]);
      // The rows of a page stand together more often than not.
      if (opened?.block !== block) opened = { block, lines: new TextDecoder().decode(packed).split('\n') };
      return parseRow(opened.lines[place % blockRows]);
    },
  };
}

function toSearched(first: number, texts: readonly string[]): Searched {
  const starts = new Uint32Array(texts.length);
  let at = 0;
  texts.forEach((text, place) => {
    starts[place] = at;
    at += text.length + 1;
  });
  return { first, text: texts.join('\n'), starts };
}

function findRows(blocks: readonly Searched[], q: string, size: number): Uint32Array {
  const found = new Uint32Array(size);
  let length = 0;
  for (const { first, text, starts } of blocks) {
    for (let at = text.indexOf(q); at !== -1; ) {
      const place = placeOf(starts, at);
      found[length++] = first + place;
      const next = starts[place + 1];
      at = next === undefined ? -1 : text.indexOf(q, next);
    }
  }
  return found.subarray(0, length);
}

/** The last row that starts at `at` or before it. */
function placeOf(starts: Uint32Array, at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Our own text of a row that was one.
function parseRow(json: string | undefined): Row {
  return JSON.parse(json ?? '{}');
}
