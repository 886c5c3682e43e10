import { mapConcurrent } from '#lib/async/map-concurrent';
import type { BoundPiece } from '#lib/audit/promotion/bound-section';
import { brokenSentence } from '#lib/audit/promotion/bound-section';
import { parseRepository } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import type { AuditContext } from '#lib/server/audit/audit-artifact';
import { auditRunLimits } from '#lib/server/audit/limits';
import type { Entry } from '#lib/server/documents/document-types';
import { readManifestDocuments } from '#lib/server/documents/read-manifest-documents';
import type { Carrier } from '#lib/server/evidence/surroundings';
import { limits } from '#lib/server/platform/limits';
import type { LookedAtSide } from './look-at-side.ts';

/** Every SBOM and every provenance of the candidate, with the digests that it names. */
export async function readPieces(
  context: AuditContext,
  candidate: LookedAtSide,
  accepted: LookedAtSide,
): Promise<readonly BoundPiece[]> {
  const carriers = (candidate.around?.attached ?? []).filter(mayBeBound);
  const shared = sharedBlobs(candidate, accepted);
  const read = await mapConcurrent(
    carriers.slice(0, auditRunLimits.promotionDocumentsMax),
    limits.documentsReadAtOnce,
    (carrier) => readCarrier(context, candidate, carrier, shared),
  );
  return read.flat();
}

function mayBeBound({ node }: Carrier): boolean {
  return [node, ...(node.parts ?? [])].some(({ kind }) => kind === 'sbom' || kind === 'provenance');
}

/** Blobs of SBOMs that both carry, unless both are one artifact. */
function sharedBlobs(candidate: LookedAtSide, accepted: LookedAtSide): ReadonlySet<string> {
  if (candidate.row.digest === accepted.row.digest) return new Set();
  return new Set(accepted.sboms.map(({ place }) => place.blob));
}

async function readCarrier(
  { placeOf, signal }: AuditContext,
  { reference, checks }: LookedAtSide,
  { node, about }: Carrier,
  shared: ReadonlySet<string>,
): Promise<readonly BoundPiece[]> {
  const { registry, repository } = reference;
  const at = node.repository === undefined ? { registry, repository } : parseRepository(node.repository);
  const head = { digest: node.digest, about, describes: [], isShared: false };
  try {
    const { entries } = await readManifestDocuments(placeOf(at), { ...at, digest: node.digest }, signal);
    return entries.flatMap((entry) => {
      const { kind, title, blob } = entry;
      if (kind !== 'sbom' && kind !== 'provenance') return [];
      const names = namesIn(entry);
      const broken = brokenSentence(checks, node.digest, blob.digest);
      return [
        {
          ...head,
          kind,
          title,
          ...(names === undefined ? {} : { names }),
          describes: describedIn(entry),
          ...(broken === undefined ? {} : { broken }),
          isShared: shared.has(blob.digest),
        },
      ];
    });
  } catch (error) {
    signal.throwIfAborted();
    const { reason } = explainError(error);
    const { title } = node;
    const known = [node, ...(node.parts ?? [])].map(({ kind }) => kind);
    return (['sbom', 'provenance'] as const)
      .filter((kind) => known.includes(kind))
      .map((kind) => ({ ...head, kind, title, problem: reason }));
  }
}

/** The digests that its statement names; undefined where it is in none. */
function namesIn({ envelope, subjects, isWhole }: Entry): readonly string[] | undefined {
  const isStatement = subjects.length > 0 || envelope.some((one) => one === 'in-toto' || one === 'dsse');
  if (!isStatement) return undefined;
  return isWhole ? subjects.flatMap(({ digest }) => digest ?? []) : [];
}

const digestText = /sha256(?::|%3a)([0-9a-f]{64})/gi;

/** The digests in what a plain SBOM says that it describes, as scanners write them in a version or a purl. */
function describedIn({ summary }: Entry): readonly string[] {
  if (summary?.of !== 'sbom' || summary.describes === undefined) return [];
  const { name, version = '', id = '' } = summary.describes;
  const texts = [name, version, id].map((text) => text.slice(0, auditRunLimits.describedMaxCharacters));
  const found = texts.flatMap((text) =>
    [...text.matchAll(digestText)].map(([, hash = '']) => hash.toLowerCase()),
  );
  return [...new Set(found.map((hash) => `sha256:${hash}`))];
}
