import { LRUCache } from 'lru-cache';
import { mapConcurrent } from '#lib/async/map-concurrent';
import type { ClassifiedDocument } from '#lib/formats/findings/classify-document';
import { classifyDocument } from '#lib/formats/findings/classify-document';
import { joinFindings } from '#lib/formats/findings/join-findings';
import type { Findings, FindingsSbom } from '#lib/formats/findings/joined-findings';
import type { Digest } from '#lib/oci/digest';
import type { Reference } from '#lib/oci/reference';
import { formatReference, parseRepository } from '#lib/oci/reference';
import type { PartPlace } from '#lib/server/documents/find-rows';
import { limits } from '#lib/server/platform/limits';
import { placeOf } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';
import type { ChosenCarrier } from './choose-carriers.ts';
import { chooseCarriers } from './choose-carriers.ts';
import { readCarrier } from './read-carrier.ts';
import type { Surroundings } from './surroundings.ts';
import type { EvidenceRequest } from './walk-around.ts';
import { walkAround } from './walk-around.ts';

/** An SBOM, and where its packages are. */
export type PlacedSbom = FindingsSbom & { readonly place: Omit<PartPlace, 'part'> };

/** The findings of an artifact, and the SBOMs that were read on the way. */
export type CollectedFindings = { readonly findings: Findings; readonly sboms: readonly PlacedSbom[] };

// What one session may see another may not. The same evidence gives the same answer.
const answers = new WeakMap<Session, LRUCache<string, CollectedFindings>>();

/**
 * The findings of an artifact: a walk finds its reports and statements, which are read and joined.
 *
 * @throws RegistryError or OciError when the artifact itself cannot be read
 */
export async function collectFindings(request: EvidenceRequest): Promise<Findings> {
  const { findings } = await findingsAround(request, await walkAround(request));
  return findings;
}

/** The same for an artifact around which was looked already. */
export async function findingsAround(
  request: EvidenceRequest,
  around: Surroundings,
): Promise<CollectedFindings> {
  const known = answers.get(request.session) ?? new LRUCache({ max: limits.findingsKept });
  answers.set(request.session, known);
  const key = keyOf(request.reference, around);
  const collected = known.get(key) ?? (await joinAround(request, around));
  // What could not be read now may be there the next time.
  if (collected.findings.unread.length === 0) known.set(key, collected);
  return collected;
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
  const read = await mapConcurrent(chosen, limits.findingsReadAtOnce, (carrier) =>
    readEvidence(request, carrier, around),
  );
  const documents = read.flatMap((one) => one.documents);
  const joined = await joinFindings(
    documents.flatMap(({ report }) => report ?? []),
    documents.flatMap(({ statements }) => statements ?? []),
    around,
  );
  const sboms = documents.flatMap(({ sbom, place }) => (sbom === undefined ? [] : [{ ...sbom, place }]));
  const findings = {
    about: around.root,
    reference: formatReference(request.reference),
    ...joined,
    sboms: documents.flatMap(({ sbom }) => sbom ?? []),
    provenance: documents.flatMap(({ provenance }) => provenance ?? []),
    unread: [
      ...read.flatMap(({ unread }) => unread),
      ...joined.unread,
      ...left.map(({ node }) => unreadOf(node, 'There is too much evidence to read all of it.')),
    ],
    isComplete: around.isComplete,
  };
  return { findings, sboms };
}

type ReadEvidence = {
  readonly documents: readonly (ClassifiedDocument & { readonly place: PlacedSbom['place'] })[];
  readonly unread: Findings['unread'];
};

async function readEvidence(
  { session, reference, signal }: EvidenceRequest,
  { node, about, olderUnread }: ChosenCarrier,
  around: Surroundings,
): Promise<ReadEvidence> {
  const { registry, repository } = reference;
  const lies = node.repository === undefined ? { registry, repository } : parseRepository(node.repository);
  const carrier = { ...lies, digest: node.digest };
  const { documents, problems } = await readCarrier(placeOf(session, lies), carrier, signal);
  const { digest, created } = node;
  const where = { digest, about, ...(created === undefined ? {} : { created }) };
  const classified = documents.map(({ document, blob, index, problems: odd }) => {
    const evidence = classifyDocument(document, where, around, olderUnread);
    const isNothing = Object.keys(evidence).length === 0;
    // What is odd in a document that was understood has not kept it from being read.
    return { evidence, place: { reference: carrier, blob, index }, odd: isNothing ? odd : [] };
  });
  const reasons = [
    ...problems,
    ...classified.flatMap(({ evidence, odd }) => [
      ...odd,
      ...(evidence.unread === undefined ? [] : [evidence.unread]),
    ]),
  ];
  const isNothing = classified.every(({ evidence }) => Object.keys(evidence).length === 0);
  if (reasons.length === 0 && isNothing && (node.kind === 'vulnerability-report' || node.kind === 'vex'))
    reasons.push('It holds nothing that is understood here.');
  return {
    documents: classified.map(({ evidence, place }) => ({ ...evidence, place })),
    unread: [...new Set(reasons)].map((reason) => unreadOf(node, reason)),
  };
}

function unreadOf({ digest, kind }: { readonly digest: Digest; readonly kind: string }, reason: string) {
  return { digest, reason, kind };
}
