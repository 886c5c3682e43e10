import { setTimeout } from 'node:timers/promises';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import type { FindingRow, StatementRow } from '#lib/formats/documents/rows';
import type { ReadDocument } from '#lib/formats/findings/classify-document';
import { formatLimits } from '#lib/formats/limits';
import type { Row } from '#lib/formats/rows/row-fields';
import type { Reference } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import type { Entry } from '#lib/server/documents/document-types';
import type { PartPlace } from '#lib/server/documents/find-rows';
import { findRows } from '#lib/server/documents/find-rows';
import { readManifestDocuments } from '#lib/server/documents/read-manifest-documents';
import { limits } from '#lib/server/platform/limits';

/** The documents of an artifact, and why parts of it could not be read: sentences. */
export type ReadCarrier = {
  /** Each with its blob and its place in it. */
  readonly documents: readonly (Pick<PartPlace, 'blob' | 'index'> & {
    readonly document: ReadDocument;
    /** What is wrong or odd in it: sentences. */
    readonly problems: readonly string[];
  })[];
  readonly problems: readonly string[];
};

/**
 * Reads the documents that an artifact carries, with their findings and statements. What fails is a problem in the
 * answer.
 *
 * @throws what is no RegistryError and no OciError, and the reason of an aborted signal
 */
export async function readCarrier(
  place: RepositoryHandle,
  reference: Reference,
  signal: AbortSignal,
): Promise<ReadCarrier> {
  const documents: ReadCarrier['documents'][number][] = [];
  const problems: string[] = [];
  try {
    const { entries } = await readManifestDocuments(place, reference, signal);
    for (const entry of entries) {
      if (entry.partly !== undefined) problems.push(entry.partly);
      documents.push({
        blob: entry.blob.digest,
        index: entry.index,
        problems: entry.problems,
        document: await toRead(place, reference, entry, signal),
      });
    }
  } catch (error) {
    signal.throwIfAborted();
    problems.push(explainError(error).reason);
  }
  return { documents, problems };
}

async function toRead(
  place: RepositoryHandle,
  reference: Reference,
  { title, format, summary, subjects, parts, blob, index }: Entry,
  signal: AbortSignal,
): Promise<ReadDocument> {
  const has = (part: PartPlace['part']) => parts.some(({ name }) => name === part);
  const all = (part: PartPlace['part']) =>
    readRows(place, { reference, blob: blob.digest, index, part }, signal);
  return {
    title,
    format,
    ...(summary === undefined ? {} : { summary }),
    subjects,
    ...(has('findings') ? { findings: (await all('findings')).filter(isFinding) } : {}),
    ...(has('statements') ? { statements: (await all('statements')).filter(isStatement) } : {}),
  };
}

/**
 * All rows of a part, also of a document that is still being read; as many as are joined, and one page more.
 *
 * @throws RegistryError when the registry does not give it
 */
export async function readRows(
  place: RepositoryHandle,
  part: PartPlace,
  signal: AbortSignal,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  while (rows.length <= formatLimits.joinedFindingsMax) {
    const query = { q: '', filter: [], offset: rows.length, count: limits.findingsRowsAtOnce };
    const page = await findRows(place, part, query, signal);
    rows.push(...page.rows);
    if (page.isComplete && rows.length >= page.total) break;
    if (page.rows.length === 0) await setTimeout(limits.findingsPollMs, undefined, { signal });
  }
  return rows;
}

function isFinding(row: Row): row is FindingRow {
  return 'severity' in row && 'fixedIn' in row;
}

function isStatement(row: Row): row is StatementRow {
  return 'vulnerability' in row && 'products' in row;
}
