import { LRUCache } from 'lru-cache';
import { apiLimits } from '#lib/api/limits';
import { nextTurn } from '#lib/async/slices';
import { readContent } from '#lib/formats/content/read-content';
import type { ContentReading, DocumentReading } from '#lib/formats/documents/document';
import type { ContentMeaning } from '#lib/formats/documents/meaning-of-reading';
import { meaningOfContent } from '#lib/formats/documents/meaning-of-reading';
import type { PartName } from '#lib/formats/documents/rows';
import type { RowQuery } from '#lib/formats/rows/row-query';
import { limits } from '#lib/server/platform/limits';
import { decompress } from './decompress.ts';
import { describeReading } from './describe-reading.ts';
import type {
  DocumentBytes,
  EvidenceAsked,
  OpenedBlob,
  OpenedDocument,
  OpenedRows,
  PathsRequest,
  RowsRequest,
} from './document-types.ts';
import type { EvidenceStore, EvidenceTold } from './evidence-store.ts';
import { createEvidenceStore } from './evidence-store.ts';
import type { GrowingRows } from './growing-rows.ts';
import { createGrowingRows } from './growing-rows.ts';
import type { PackagePaths } from './package-paths.ts';
import { findPackagePaths } from './package-paths.ts';

type Opened = {
  readonly blob: OpenedBlob;
  /** The same with every summary, once somebody has asked for it. */
  whole: OpenedBlob | undefined;
  readonly reading: ContentReading;
  readonly isWhole: boolean;
  /** By place of the document and name of the part. */
  readonly parts: Map<string, GrowingRows>;
  readonly bytes: number;
};

/** Documents that were read, and indexes of their rows. */
export type DocumentStore = {
  readonly open: (content: DocumentBytes) => OpenedBlob;
  readonly meanings: (content: DocumentBytes) => ContentMeaning;
  readonly opened: (key: string) => OpenedBlob | undefined;
  readonly counted: (key: string) => OpenedBlob | undefined;
  readonly rows: (request: RowsRequest) => OpenedRows | undefined;
  readonly evidence: (request: EvidenceAsked) => EvidenceTold | undefined;
  readonly join: EvidenceStore['join'];
  readonly paths: (request: PathsRequest) => PackagePaths | undefined;
};

/** An empty store; the least recently used document goes when it is full. */
export function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, Opened>({
    maxSize: limits.documentsKeptMaxBytes,
    sizeCalculation: ({ bytes }) => bytes,
  });
  const evidence = createEvidenceStore();
  const countAll = (key: string): OpenedBlob | undefined => {
    const known = documents.get(key);
    if (known === undefined) return undefined;
    known.whole ??= { ...known.blob, documents: describeAll(known) };
    return known.whole;
  };
  return {
    open: (content) => {
      const known = documents.get(content.key);
      if (known !== undefined) return known.whole ?? known.blob;
      const opened = openContent(content);
      documents.set(content.key, opened);
      return opened.blob;
    },
    meanings: (content) => {
      return meaningOfContent(readContent(content, decompress), content.isWhole);
    },
    opened: (key) => {
      const known = documents.get(key);
      return known?.whole ?? known?.blob;
    },
    counted: countAll,
    evidence: ({ key, index, ...asked }) => {
      const told = countAll(key)?.documents[index];
      const reading = documents.get(key)?.reading.documents[index];
      return told === undefined || reading === undefined ? undefined : evidence.add(asked, reading, told);
    },
    join: evidence.join,
    paths: ({ key, index, target }) => {
      const document = documents.get(key)?.reading.documents[index];
      return document === undefined ? undefined : findPackagePaths(document, target);
    },
    rows: ({ key, index, part, query }) => {
      const opened = documents.get(key);
      if (opened === undefined) return undefined;
      const rows = rowsOf(opened, index, part);
      rows.advance(Number.POSITIVE_INFINITY);
      return pageOf(rows, query);
    },
  };
}

function openContent(content: DocumentBytes): Opened {
  const reading = withOneSummary(readContent(content, decompress));
  const meaning = meaningOfContent(reading, content.isWhole);
  const opened: Omit<Opened, 'blob'> = {
    reading,
    isWhole: content.isWhole,
    whole: undefined,
    parts: new Map(),
    // Rows take about as much again.
    bytes: content.bytes.byteLength * 2 + 1_000,
  };
  const isLarge = content.bytes.byteLength > limits.promptRowsMinBytes;
  const documents = describeAll(opened, isLarge ? (place) => firstRowsOf(opened, place) : undefined);
  return { ...opened, blob: { meaning, documents, problems: reading.problems } };
}

/** Every document; with `firstRows` those that have a brief summary are told by it, and by these rows. */
function describeAll(
  { reading, isWhole }: Pick<Opened, 'reading' | 'isWhole'>,
  firstRows?: (place: number) => OpenedRows,
): readonly OpenedDocument[] {
  return reading.documents.map((document, place) => {
    const isBrief = firstRows !== undefined && document.brief !== undefined;
    return describeReading(document, place, isWhole, isBrief ? firstRows(place) : undefined);
  });
}

function firstRowsOf(opened: Pick<Opened, 'reading' | 'parts'>, place: number): OpenedRows {
  const count = apiLimits.tableRows;
  const rows = rowsOf(opened, place, 'packages');
  while (!rows.isComplete() && rows.index.size() < count) rows.advance(count);
  return pageOf(rows, { q: '', filter: [], offset: 0, count });
}

function pageOf(rows: GrowingRows, query: RowQuery): OpenedRows {
  const problem = rows.problem();
  return {
    ...rows.index.page(query),
    isComplete: rows.isComplete(),
    ...(problem === undefined ? {} : { problem }),
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

function rowsOf(
  { reading, parts }: Pick<Opened, 'reading' | 'parts'>,
  place: number,
  part: PartName,
): GrowingRows {
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
