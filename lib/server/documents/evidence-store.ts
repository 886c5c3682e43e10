import { LRUCache } from 'lru-cache';
import type { DocumentReading } from '#lib/formats/documents/document';
import type {
  ClassifiedDocument,
  DocumentPlace,
  ReadDocument,
} from '#lib/formats/findings/classify-document';
import { classifyDocument } from '#lib/formats/findings/classify-document';
import type { JoinedArtifact } from '#lib/formats/findings/evidence';
import { joinFindings } from '#lib/formats/findings/join-findings';
import { formatLimits } from '#lib/formats/limits';
import { OciError } from '#lib/oci/oci-error';
import { limits } from '#lib/server/platform/limits';
import type { PackedJoin } from './packed-join.ts';
import { packJoin } from './packed-join.ts';

/** How a document counts as evidence. */
export type EvidencePlace = {
  /** Names the join that it is for. */
  readonly join: string;
  /** Its place among all evidence of the join, which decides where dates do not. */
  readonly order: readonly [carrier: number, document: number];
  readonly place: DocumentPlace;
  readonly artifact: JoinedArtifact;
  readonly olderUnread: number;
};

/** What is told of a document that counts as evidence; its findings and statements stay with the join. */
export type EvidenceTold = Pick<ClassifiedDocument, 'sbom' | 'provenance' | 'unread'> & {
  /** It is worth nothing for findings. */
  readonly isNothing: boolean;
  /** Something of it waits for the join. */
  readonly isKept?: true;
};

/** Evidence that was read, until it is joined. */
export type EvidenceStore = {
  readonly add: (asked: EvidencePlace, reading: DocumentReading, told: ReadDocument) => EvidenceTold;
  /** Joins what was added under a name, and forgets it; undefined when nothing is there any more. */
  readonly join: (name: string) => Promise<PackedJoin | undefined>;
};

type Pending = {
  readonly artifact: JoinedArtifact;
  readonly documents: {
    readonly order: EvidencePlace['order'];
    readonly evidence: Pick<ClassifiedDocument, 'report' | 'statements'>;
  }[];
  rows: number;
};

/** No evidence yet; of joins that nobody asks for the oldest goes. */
export function createEvidenceStore(): EvidenceStore {
  const pending = new LRUCache<string, Pending>({ max: limits.joinsPendingMax });
  return {
    add: ({ join, order, place, artifact, olderUnread }, { rows = {} }, told) => {
      const known = pending.get(join) ?? { artifact, documents: [], rows: 0 };
      pending.set(join, known);
      if (known.rows > limits.joinedRowsMax) return tooMuch;
      const findings = rows.findings === undefined ? undefined : collect(rows.findings());
      const statements = rows.statements === undefined ? undefined : collect(rows.statements());
      const document = {
        ...told,
        ...(findings === undefined ? {} : { findings }),
        ...(statements === undefined ? {} : { statements }),
      };
      const classified = classifyDocument(document, place, artifact, olderUnread);
      known.rows += (findings?.length ?? 0) + (statements?.length ?? 0);
      known.documents.push({ order, evidence: classified });
      makeRoom(pending, join);
      return { ...tell(classified), isKept: true };
    },
    join: async (name) => {
      const known = pending.get(name);
      pending.delete(name);
      if (known === undefined) return undefined;
      const sorted = known.documents.toSorted(({ order: [a, b] }, { order: [c, d] }) => a - c || b - d);
      const evidence = sorted.map((document) => document.evidence);
      const joined = await joinFindings(
        evidence.flatMap(({ report }) => report ?? []),
        evidence.flatMap(({ statements }) => statements ?? []),
        known.artifact,
      );
      return packJoin(joined);
    },
  };
}

/** Who asked may have gone before the join: what waits longest goes when all together is too much. */
function makeRoom(pending: LRUCache<string, Pending>, join: string): void {
  let sum = [...pending.values()].reduce((total, { rows }) => total + rows, 0);
  for (const name of [...pending.rkeys()]) {
    if (sum <= limits.joinedRowsMax) return;
    if (name === join) continue;
    sum -= pending.peek(name)?.rows ?? 0;
    pending.delete(name);
  }
}

/** What is told of a document that was classified. */
export function tell(classified: ClassifiedDocument): EvidenceTold {
  const { sbom, provenance, unread } = classified;
  return {
    ...(sbom === undefined ? {} : { sbom }),
    ...(provenance === undefined ? {} : { provenance }),
    ...(unread === undefined ? {} : { unread }),
    isNothing: Object.keys(classified).length === 0,
  };
}

const tooMuch: EvidenceTold = {
  unread: 'There is too much evidence to read.',
  isNothing: false,
  isKept: true,
};

/** As many rows as are joined, and one more; those before a broken one. */
function collect<Row>(rows: Iterable<Row>): readonly Row[] {
  const found: Row[] = [];
  try {
    for (const row of rows) {
      found.push(row);
      if (found.length > formatLimits.joinedFindingsMax) break;
    }
  } catch (error) {
    if (!(error instanceof OciError)) throw error;
  }
  return found;
}
