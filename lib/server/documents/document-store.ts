import { LRUCache } from 'lru-cache';
import { readContent } from '#lib/formats/content/read-content';
import type { ContentReading, DocumentReading } from '#lib/formats/documents/document';
import type { PartName } from '#lib/formats/documents/rows';
import type { RowIndex } from '#lib/formats/rows/row-index';
import { createRowIndex } from '#lib/formats/rows/row-index';
import { limits } from '#lib/server/platform/limits';
import { decompress } from './decompress.ts';
import { describeReading } from './describe-reading.ts';
import type { DocumentBytes, OpenedBlob, OpenedRows, RowsRequest } from './document-types.ts';

type Opened = {
  readonly blob: OpenedBlob;
  readonly reading: ContentReading;
  /** By place of the document and name of the part. */
  readonly indexes: Map<string, RowIndex>;
  readonly bytes: number;
};

/** Documents that were read, and indexes of their rows. */
export type DocumentStore = {
  readonly open: (content: DocumentBytes) => OpenedBlob;
  readonly opened: (key: string) => OpenedBlob | undefined;
  readonly rows: (request: RowsRequest) => OpenedRows | undefined;
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
    opened: (key) => documents.get(key)?.blob,
    rows: ({ key, index, part, query }) => {
      const opened = documents.get(key);
      if (opened === undefined) return undefined;
      const rows = indexOf(opened, index, part);
      return { ...rows.page(query), isComplete: true };
    },
  };
}

function openContent({ blob, bytes, isWhole }: DocumentBytes): Opened {
  const reading = readContent({ blob, bytes, isWhole }, decompress);
  return {
    reading,
    blob: {
      documents: reading.documents.map((document, index) => describeReading(document, index, isWhole)),
      problems: reading.problems,
    },
    indexes: new Map(),
    bytes: bytes.byteLength + 1_000,
  };
}

function indexOf({ reading, indexes }: Opened, place: number, part: PartName): RowIndex {
  const key = `${place} ${part}`;
  const known = indexes.get(key);
  if (known !== undefined) return known;
  const index = createRowIndex(part);
  for (const row of rowsOf(reading.documents[place], part)) {
    if (index.size() >= limits.documentRowsMax) break;
    index.add(row);
  }
  indexes.set(key, index);
  return index;
}

function rowsOf(document: DocumentReading | undefined, part: PartName) {
  return document?.rows?.[part]?.() ?? [];
}
