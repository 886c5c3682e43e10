import { mapConcurrent } from '#lib/async/map-concurrent';
import type { KnownSide } from '#lib/audit/promotion/judge-promotion';
import type { Findings } from '#lib/formats/findings/joined-findings';
import type { EvidenceCheck } from '#lib/graph/verification/evidence-check';
import type { Digest } from '#lib/oci/digest';
import { isDocumentKind } from '#lib/oci/kind';
import type { Reference } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import type { AuditContext } from '#lib/server/audit/audit-artifact';
import { auditArtifact } from '#lib/server/audit/audit-artifact';
import { auditRunLimits } from '#lib/server/audit/limits';
import { unpackRows } from '#lib/server/documents/packed-join';
import type { PlacedSbom } from '#lib/server/evidence/collect-findings';
import { findingsAround } from '#lib/server/evidence/collect-findings';
import type { Surroundings } from '#lib/server/evidence/surroundings';
import { surroundingsOf } from '#lib/server/evidence/surroundings';
import { limits } from '#lib/server/platform/limits';

/** Everything that is known of one of the two artifacts of a promotion. */
export type LookedAtSide = KnownSide & {
  /** With its tag, where it was named by one, and its digest. */
  readonly reference: Reference & { readonly digest: Digest };
  /** Undefined where the artifact could not be read. */
  readonly around?: Surroundings;
  readonly checks: readonly EvidenceCheck[];
  readonly sboms: readonly PlacedSbom[];
};

/**
 * Looks at one side by the digest that its tag named when it was resolved, so that both sides stay what they were.
 *
 * @throws RegistryError or OciError when the reference names nothing that can be found
 */
export async function lookAtSide(context: AuditContext, reference: Reference): Promise<LookedAtSide> {
  const { registry, repository, tag } = reference;
  const digest = reference.digest ?? (await resolve(context, reference));
  const tags = tag === undefined ? [] : [tag];
  const resolvedAt = context.now();
  const artifact = { registry, repository, tags, digest, resolvedAt };
  // A row that was kept has nothing beside it; what was learned a moment ago still serves.
  const { row, found = {} } = await auditArtifact({ ...context, isFresh: true }, artifact);
  const { graph, verification } = found;
  const around = graph === undefined ? undefined : surroundingsOf(graph);
  const pinned = { ...reference, digest };
  const collected = await collect(context, pinned, around, found.reason);
  return {
    row: { ...row, digest },
    reference: pinned,
    ...(around === undefined ? {} : { around }),
    checks: verification === undefined || 'reason' in verification ? [] : verification.checks,
    others: { kinds: otherKinds(around), isComplete: around?.isComplete === true },
    ...collected,
  };
}

async function resolve({ placeOf, signal }: AuditContext, reference: Reference): Promise<Digest> {
  const { client } = placeOf(reference);
  const { digest } = await client.resolveManifest(reference.repository, reference.tag ?? 'latest', {
    signal,
  });
  return digest;
}

type Collected = Pick<LookedAtSide, 'findings' | 'sboms'>;

async function collect(
  { session, signal }: AuditContext,
  reference: Reference,
  around: Surroundings | undefined,
  why: string | undefined,
): Promise<Collected> {
  if (around === undefined) return { findings: { reason: why ?? 'The artifact was not read.' }, sboms: [] };
  try {
    // What was learned a moment ago serves again.
    const asked = { session, reference, isFresh: false, signal };
    const { findings, sboms } = await findingsAround(asked, around);
    const { packed, ...rest } = findings;
    const whole: Findings = { ...rest, rows: await unpackRows(packed) };
    return { findings: whole, sboms };
  } catch (error) {
    signal.throwIfAborted();
    return { findings: { reason: explainError(error).reason }, sboms: [] };
  }
}

const audited: ReadonlySet<string> = new Set([
  'signature',
  'provenance',
  'sbom',
  'vex',
  'vulnerability-report',
]);

/** Documents of other kinds; an approval of the release before is no evidence that the next one lacks. */
function otherKinds(around: Surroundings | undefined): ReadonlySet<string> {
  const things = (around?.attached ?? []).flatMap(({ node }) => node.parts ?? [node]);
  const others = things.filter(
    ({ kind, format }) => isDocumentKind(kind) && !audited.has(kind) && format !== 'orrery-approval',
  );
  return new Set(others.map(({ kind }) => kind));
}

/** What the digests of a side are called in a sentence: itself, and its images by platform. An index with one image is that image. */
export function namesOfDigests(
  { row }: LookedAtSide,
  own: string,
  platform: (name: string) => string,
): ReadonlyMap<string, string> {
  const isOne = row.platforms.length <= 1;
  const images = row.platforms.map((one) => [one.digest, isOne ? own : platform(one.platform)] as const);
  return new Map([[row.digest, own], ...images]);
}

/** The same with the configs of its images, which some tools name in the place of an image. */
export async function withConfigs(
  { placeOf, signal }: AuditContext,
  { reference, row }: LookedAtSide,
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const { client } = placeOf(reference);
  const images = [row.digest, ...row.platforms.map(({ digest }) => digest)];
  const read = await mapConcurrent(
    images.slice(0, auditRunLimits.promotionDocumentsMax),
    limits.documentsReadAtOnce,
    async (digest): Promise<readonly (readonly [string, string])[]> => {
      try {
        const { manifest } = await client.getManifest(reference.repository, digest, { signal });
        const config = manifest.shape === 'manifest' ? manifest.config?.digest : undefined;
        return config === undefined ? [] : [[config, names.get(digest) ?? digest]];
      } catch {
        // Then a document that names the config names a stranger, which is unknown and no pass.
        signal.throwIfAborted();
        return [];
      }
    },
  );
  return new Map([...read.flat(), ...names]);
}
