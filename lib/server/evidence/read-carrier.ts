import { setTimeout } from 'node:timers/promises';
import type { RepositoryHandle } from '#lib/discovery/repository-handle';
import { classifyDocument } from '#lib/formats/findings/classify-document';
import { formatLimits } from '#lib/formats/limits';
import type { Row } from '#lib/formats/rows/row-fields';
import type { Reference } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import type { Entry } from '#lib/server/documents/document-types';
import type { EvidencePlace, EvidenceTold } from '#lib/server/documents/evidence-store';
import { tell } from '#lib/server/documents/evidence-store';
import type { PartPlace } from '#lib/server/documents/find-rows';
import { addEvidence, findRows } from '#lib/server/documents/find-rows';
import { readManifestDocuments } from '#lib/server/documents/read-manifest-documents';
import { limits } from '#lib/server/platform/limits';

/** The documents of an artifact, and why parts of it could not be read: sentences. */
export type ReadCarrier = {
  /** Each with its blob and its place in it. */
  readonly documents: readonly (Pick<PartPlace, 'blob' | 'index'> & {
    readonly told: EvidenceTold;
    /** What is wrong or odd in it: sentences. */
    readonly problems: readonly string[];
  })[];
  readonly problems: readonly string[];
};

/** For which join an artifact is read, and as what; `order` is its place among those that are read. */
export type CarrierUse = Omit<EvidencePlace, 'order'> & { readonly order: number };

/**
 * Reads the documents that an artifact carries as evidence; their findings and statements stay with the reader for the
 * join. What fails is a problem in the answer.
 *
 * @throws what is no RegistryError and no OciError, and the reason of an aborted signal
 */
export async function readCarrier(
  place: RepositoryHandle,
  reference: Reference,
  use: CarrierUse,
  signal: AbortSignal,
): Promise<ReadCarrier> {
  const documents: ReadCarrier['documents'][number][] = [];
  const problems: string[] = [];
  try {
    const { entries } = await readManifestDocuments(place, reference, signal);
    for (const [at, entry] of entries.entries()) {
      if (entry.partly !== undefined) problems.push(entry.partly);
      const told = await readEvidence(place, reference, entry, { ...use, order: [use.order, at] }, signal);
      documents.push({ blob: entry.blob.digest, index: entry.index, problems: entry.problems, told });
    }
  } catch (error) {
    signal.throwIfAborted();
    problems.push(explainError(error).reason);
  }
  return { documents, problems };
}

async function readEvidence(
  place: RepositoryHandle,
  reference: Reference,
  entry: Entry,
  asked: EvidencePlace,
  signal: AbortSignal,
): Promise<EvidenceTold> {
  const hasRows = entry.parts.some(({ name }) => name === 'findings' || name === 'statements');
  if (!hasRows) return tell(classifyDocument(entry, asked.place, asked.artifact, asked.olderUnread));
  const where = { reference, blob: entry.blob.digest, index: entry.index };
  return (await addEvidence(place, where, asked, signal)) ?? lost;
}

const lost: EvidenceTold = { unread: 'Orrery could not read it now. Try again.', isNothing: false };

/** Rows of a part of a document. */
export type ReadRows = {
  readonly rows: readonly Row[];
  /** Why there are more than these, or may be: a sentence. */
  readonly cut?: string;
};

/**
 * All rows of a part, also of a document that is still being read; as many as are joined, and one page more.
 *
 * @throws RegistryError when the registry does not give it
 */
export async function readRows(
  place: RepositoryHandle,
  part: PartPlace,
  signal: AbortSignal,
): Promise<ReadRows> {
  const rows: Row[] = [];
  while (rows.length <= formatLimits.joinedFindingsMax) {
    const query = { q: '', filter: [], offset: rows.length, count: limits.findingsRowsAtOnce };
    const { problem, ...page } = await findRows(place, part, query, signal);
    rows.push(...page.rows);
    if (page.isComplete && rows.length >= page.total)
      return { rows, ...(problem === undefined ? {} : { cut: problem }) };
    if (page.rows.length === 0) await setTimeout(limits.findingsPollMs, undefined, { signal });
  }
  return {
    rows,
    cut: `Only the first ${rows.length.toLocaleString('en')} ${part.part} were read: there are more.`,
  };
}
