import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { mapConcurrent } from '#lib/async/map-concurrent';
import { joinFindings } from '#lib/formats/findings/join-findings';
import type { Findings, FindingsSbom } from '#lib/formats/findings/joined-findings';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { formatReference, parseRepository } from '#lib/oci/reference';
import { getDocumentService } from '#lib/server/documents/document-service';
import type { EvidenceTold } from '#lib/server/documents/evidence-store';
import type { PartPlace } from '#lib/server/documents/find-rows';
import type { PackedJoin, RowsAsJson } from '#lib/server/documents/packed-join';
import { packJoin } from '#lib/server/documents/packed-join';
import { limits } from '#lib/server/platform/limits';
import { placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { ChosenCarrier } from './choose-carriers.ts';
import { chooseCarriers } from './choose-carriers.ts';
import type { EvidenceRequest } from './graph-around.ts';
import type { CarrierUse } from './read-carrier.ts';
import { readCarrier } from './read-carrier.ts';
import type { Surroundings } from './surroundings.ts';
import { walkAround } from './walk-around.ts';

/** An SBOM, and where its packages are. */
export type PlacedSbom = FindingsSbom & { readonly place: Omit<PartPlace, 'part'> };

/** What `GET /api/findings` tells, with its rows as JSON. */
export type PackedFindings = Omit<Findings, 'rows'> & { readonly packed: RowsAsJson };

/** The findings of an artifact, and the SBOMs that were read on the way. */
export type CollectedFindings = { readonly findings: PackedFindings; readonly sboms: readonly PlacedSbom[] };

// What one session may see another may not. The same evidence gives the same answer.
const answers = new WeakMap<Session, LRUCache<string, CollectedFindings>>();

/**
 * The findings of an artifact: a walk finds its reports and statements, which are read and joined by the reader of
 * documents.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function collectFindings(request: EvidenceRequest): Promise<PackedFindings> {
  const { findings } = await findingsAround(request, await walkAround(request));
  return findings;
}

/** The same for an artifact around which was looked already. */
export async function findingsAround(
  request: EvidenceRequest,
  around: Surroundings,
): Promise<CollectedFindings> {
  const known = answers.get(request.session) ?? emptyAnswers();
  answers.set(request.session, known);
  const key = keyOf(request.reference, around);
  const collected = known.get(key) ?? (await joinAround(request, around));
  // What could not be read now may be there the next time.
  if (collected.findings.unread.length === 0) known.set(key, collected);
  return collected;
}

function emptyAnswers(): LRUCache<string, CollectedFindings> {
  return new LRUCache({
    maxSize: limits.findingsKeptMaxBytes,
    // What stands beside the rows is some kilobytes.
    sizeCalculation: ({ findings: { packed } }) =>
      packed.reduce((sum, piece) => sum + piece.byteLength, 8 * 1024),
  });
}

function keyOf(reference: Reference, { carriers, isComplete, root }: Surroundings): string {
  const evidence = carriers.map(({ node, about }) => `${node.digest} ${about}`).sort();
  return JSON.stringify([formatReference(reference), root, isComplete, evidence]);
}

async function joinAround(request: EvidenceRequest, around: Surroundings): Promise<CollectedFindings> {
  const { chosen, left } = chooseCarriers(around.carriers, {
    reportsOfOneForm: limits.findingsReportsMax,
    all: limits.findingsDocumentsMax,
  });
  // A document of somebody else may end the reader before the join.
  const { read, joined = await nothingJoined(around) } =
    (await readAndJoin(request, chosen, around)) ??
    (await readAndJoin(request, chosen, around)) ??
    lost(chosen);
  const documents = read.flatMap((one) => one.documents);
  const { packed, ...rest } = joined;
  const findings = {
    about: around.root,
    reference: formatReference(request.reference),
    ...rest,
    sboms: documents.flatMap(({ sbom }) => sbom ?? []),
    provenance: documents.flatMap(({ provenance }) => provenance ?? []),
    unread: [
      ...read.flatMap(({ unread }) => unread),
      ...joined.unread,
      ...left.map(({ node }) => unreadOf(node, 'There is too much evidence to read.')),
    ],
    isComplete: around.isComplete,
    packed,
  };
  const sboms = documents.flatMap(({ sbom, place }) => (sbom === undefined ? [] : [{ ...sbom, place }]));
  return { findings, sboms };
}

type ReadEvidence = {
  readonly documents: readonly (EvidenceTold & { readonly place: PlacedSbom['place'] })[];
  readonly unread: Findings['unread'];
};

/** Undefined when the reader has lost what it had read. */
async function readAndJoin(
  request: EvidenceRequest,
  chosen: readonly ChosenCarrier[],
  around: Surroundings,
): Promise<{ readonly read: readonly ReadEvidence[]; readonly joined?: PackedJoin } | undefined> {
  const { root, platforms, references } = around;
  const join = randomUUID();
  const use = { join, artifact: { root, platforms, references } };
  const carriers = chosen.map((carrier, order) => ({ carrier, order }));
  const read = await mapConcurrent(carriers, limits.findingsReadAtOnce, ({ carrier, order }) =>
    readEvidence(request, carrier, { ...use, order }),
  );
  if (!read.some(({ isPending }) => isPending)) return { read };
  const joined = await getDocumentService().join(join);
  return joined === undefined ? undefined : { read, joined };
}

function lost(chosen: readonly ChosenCarrier[]): {
  readonly read: readonly ReadEvidence[];
  readonly joined?: PackedJoin;
} {
  const unread = chosen.map(({ node }) => unreadOf(node, 'Orrery could not read it now. Try again.'));
  return { read: [{ documents: [], unread }] };
}

async function nothingJoined(artifact: Surroundings): Promise<PackedJoin> {
  return packJoin(await joinFindings([], [], artifact));
}

async function readEvidence(
  { session, reference, signal }: EvidenceRequest,
  { node, about, olderUnread }: ChosenCarrier,
  use: Omit<CarrierUse, 'place' | 'olderUnread'>,
): Promise<ReadEvidence & { readonly isPending: boolean }> {
  const { registry, repository } = reference;
  const lies = node.repository === undefined ? { registry, repository } : parseRepository(node.repository);
  const carrier = { ...lies, digest: node.digest };
  const { digest, created } = node;
  const where = { digest, about, ...(created === undefined ? {} : { created }) };
  const { documents, problems } = await readCarrier(
    placeOf(session, lies),
    carrier,
    { ...use, place: where, olderUnread },
    signal,
  );
  const reasons = [
    ...problems,
    ...documents.flatMap(({ told, problems: odd }) => [
      // What is odd in a document that was understood has not kept it from being read.
      ...(told.isNothing ? odd : []),
      ...(told.unread === undefined ? [] : [told.unread]),
    ]),
  ];
  const isNothing = documents.every(({ told }) => told.isNothing);
  if (reasons.length === 0 && isNothing && (node.kind === 'vulnerability-report' || node.kind === 'vex'))
    reasons.push('Orrery understands nothing in it.');
  return {
    documents: documents.map(({ told, blob, index }) => ({
      ...told,
      place: { reference: carrier, blob, index },
    })),
    unread: [...new Set(reasons)].map((reason) => unreadOf(node, reason)),
    isPending: documents.some(({ told }) => told.isKept === true),
  };
}

function unreadOf({ digest, kind }: { readonly digest: Digest; readonly kind: string }, reason: string) {
  return { digest, reason, kind };
}
