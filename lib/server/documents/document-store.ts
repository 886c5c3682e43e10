import { LRUCache } from 'lru-cache';
import { nextTurn } from '#lib/async/slices';
import { readContent } from '#lib/formats/content/read-content';
import type { ContentReading, DocumentReading } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import { meaningOfContent } from '#lib/formats/documents/meaning-of-reading';
import type { PartName } from '#lib/formats/documents/rows';
import { limits } from '#lib/server/platform/limits';
import { decompress } from './decompress.ts';
import { describeReading } from './describe-reading.ts';
import type { DocumentBytes, OpenedBlob, OpenedRows, PathsRequest, RowsRequest } from './document-types.ts';
import type { GrowingRows } from './growing-rows.ts';
import { createGrowingRows } from './growing-rows.ts';
import type { PackagePaths } from './package-paths.ts';
import { findPackagePaths } from './package-paths.ts';

type Opened = {
  readonly blob: OpenedBlob;
  readonly reading: ContentReading;
  /** By place of the document and name of the part. */
  readonly parts: Map<string, GrowingRows>;
  readonly bytes: number;
};

/** Documents that were read, and indexes of their rows. */
export type DocumentStore = {
  readonly open: (content: DocumentBytes) => OpenedBlob;
  readonly meanings: (content: DocumentBytes) => ContentMeaning;
  readonly opened: (key: string) => OpenedBlob | undefined;
  readonly rows: (request: RowsRequest) => OpenedRows | undefined;
  readonly paths: (request: PathsRequest) => PackagePaths | undefined;
};

/** An empty store; the least recently used document goes when it is full. */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, Opened>({
    maxSize: limits.documentsKeptMaxBytes,
    sizeCalculation: ({ bytes }) => bytes,
  });
  return {
    open: (content) => {
      const known = documents.get(content.key);
      if (known !== undefined) return known.blob;
      const opened = openContent(content);
      documents.set(content.key, opened);
      return opened.blob;
    },
    meanings: (content) => {
      return meaningOfContent(readContent(content, decompress), content.isWhole);
    },
    opened: (key) => documents.get(key)?.blob,
    paths: ({ key, index, target }) => {
      const document = documents.get(key)?.reading.documents[index];
      return document === undefined ? undefined : findPackagePaths(document, target);
    },
    rows: ({ key, index, part, query }) => {
      const opened = documents.get(key);
      if (opened === undefined) return undefined;
      const rows = rowsOf(opened, index, part);
      rows.advance(Number.POSITIVE_INFINITY);
      const problem = rows.problem();
      return {
        ...rows.index.page(query),
        isComplete: rows.isComplete(),
        ...(problem === undefined ? {} : { problem }),
      };
    },
  };
}

function openContent(content: DocumentBytes): Opened {
  const reading = withOneSummary(readContent(content, decompress));
  return {
    reading,
    blob: {
      meaning: meaningOfContent(reading, content.isWhole),
      documents: reading.documents.map((document, index) =>
        describeReading(document, index, content.isWhole),
      ),
      problems: reading.problems,
    },
    parts: new Map(),
    // Rows take about as much again.
    bytes: content.bytes.byteLength * 2 + 1_000,
  };
}

/** A summary costs a pass over all rows, and more than one asks for it. */
function withOneSummary(reading: ContentReading): ContentReading {
  const documents = reading.documents.map((document) => {
    const { summary } = document;
    if (summary === undefined) return document;
    let told: ReturnType<typeof summary> | undefined;
    return {
      ...document,
      summary: () => {
        told ??= summary();
        return told;
      },
    };
  });
  return { ...reading, documents };
}

function rowsOf({ reading, parts }: Opened, place: number, part: PartName): GrowingRows {
  const key = `${place} ${part}`;
  const known = parts.get(key);
  if (known !== undefined) return known;
  const rows = createGrowingRows(part, listRowsOf(reading.documents[place], part));
  parts.set(key, rows);
  void readOn(rows);
  return rows;
}

/** Reads the rest in the background; who asks meanwhile gets what is there. */
async function readOn(rows: GrowingRows): Promise<void> {
  for (;;) {
    await nextTurn();
    if (rows.isComplete()) return;
    rows.advance(Number.POSITIVE_INFINITY);
  }
}

function listRowsOf(document: DocumentReading | undefined, part: PartName) {
  return document?.rows?.[part]?.() ?? [];
}
