import { mapConcurrent } from '#lib/async/map-concurrent';
import type { BoundPiece, KnownDigests } from '#lib/audit/promotion/bound-section';
import { judgePiece } from '#lib/audit/promotion/bound-section';
import type { ComparedPackages } from '#lib/audit/promotion/judge-promotion';
import { judgePromotion } from '#lib/audit/promotion/judge-promotion';
import type { Promotion } from '#lib/audit/promotion/promotion';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import type { Reference, Repository } from '#lib/oci/reference';
import { explainError } from '#lib/repository/explain-error';
import type { AuditContext } from '#lib/server/audit/audit-artifact';
import { auditRunLimits } from '#lib/server/audit/limits';
import type { AuditRequest } from '#lib/server/audit/run-audit';
import { contextOf } from '#lib/server/audit/run-audit';
import type { SbomSide } from '#lib/server/evidence/compare-sboms';
import { compareSboms } from '#lib/server/evidence/compare-sboms';
import type { LookedAtSide } from './look-at-side.ts';
import { lookAtSide, namesOfDigests, withConfigs } from './look-at-side.ts';
import { readApprovals } from './read-approvals.ts';
import { readPieces } from './read-pieces.ts';

/**
 * A candidate beside the release that was accepted before, which may lie in another registry.
 *
 * @throws RegistryError or OciError when one of them names nothing that can be found
 */
export async function judgeAgainst(
  request: Omit<AuditRequest, 'scope'>,
  sides: { readonly candidate: Reference; readonly accepted: Reference },
): Promise<Promotion> {
  const context = contextOf(request);
  const [candidate, accepted] = await Promise.all([
    lookAtSide(context, sides.candidate),
    lookAtSide(context, sides.accepted),
  ]);
  const pieces = await readPieces(context, candidate, accepted);
  const known = await knownDigests(context, { candidate, accepted, pieces });
  const promotion = judgePromotion({
    accepted,
    candidate,
    pieces,
    known,
    packages: await comparePlatforms(context, { candidate, accepted, pieces, known }),
    checks: candidate.checks,
    requirements: request.rules.requirements,
    policy: request.rules.policy,
  });
  const approvals = await readApprovals(context, candidate, {
    candidate: candidate.row.digest,
    accepted: accepted.row.digest,
    policyHash: promotion.policy?.hash,
    requirements: promotion.requirements,
    verdict: promotion.verdict,
  });
  return { ...promotion, approvals };
}

type Looked = {
  readonly candidate: LookedAtSide;
  readonly accepted: LookedAtSide;
  readonly pieces: readonly BoundPiece[];
};

/** What the digests are called that the documents name; of strangers the registry is asked whether it has them. */
async function knownDigests(
  context: AuditContext,
  { candidate, accepted, pieces }: Looked,
): Promise<KnownDigests> {
  const own = namesOfDigests(candidate, 'the candidate', (name) => name);
  const before = namesOfDigests(
    accepted,
    'the accepted release',
    (name) => `${name} of the accepted release`,
  );
  const names = [...new Set(pieces.flatMap((piece) => [...(piece.names ?? []), ...piece.describes]))];
  if (names.every((name) => own.has(name) || before.has(name)))
    return { candidate: own, accepted: before, siblings: new Set() };
  const [ownConfigs, configsBefore] = await Promise.all([
    withConfigs(context, candidate, own),
    withConfigs(context, accepted, before),
  ]);
  const strange = names.filter((name) => !ownConfigs.has(name) && !configsBefore.has(name)).filter(isDigest);
  const siblings = await siblingsAmong(context, candidate.reference, strange);
  return { candidate: ownConfigs, accepted: configsBefore, siblings };
}

async function siblingsAmong(
  { placeOf, signal }: AuditContext,
  at: Repository,
  strange: readonly Digest[],
): Promise<ReadonlySet<string>> {
  const { client } = placeOf(at);
  const found = await mapConcurrent(
    strange.slice(0, auditRunLimits.promotionNamesMax),
    auditRunLimits.artifactsAtOnce,
    async (digest): Promise<readonly Digest[]> => {
      try {
        await client.resolveManifest(at.repository, digest, { signal });
        return [digest];
      } catch {
        // Not there, or not to be known: then it is called by its digest alone.
        signal.throwIfAborted();
        return [];
      }
    },
  );
  return new Set(found.flat());
}

/** The packages of each platform that both have; SBOMs that are not about the candidate are not compared. */
async function comparePlatforms(
  { session, signal }: AuditContext,
  { candidate, accepted, pieces, known }: Looked & { readonly known: KnownDigests },
): Promise<readonly ComparedPackages[]> {
  const wrong = new Set(
    pieces.flatMap((piece) => (judgePiece(piece, known).verdict === 'fail' ? [piece.digest] : [])),
  );
  const after = { ...candidate, sboms: candidate.sboms.filter(({ digest }) => !wrong.has(digest)) };
  const compared: ComparedPackages[] = [];
  for (const { platform, left, right } of pairsOf(accepted, candidate)) {
    const named = platform === undefined ? {} : { platform };
    const sides = [sideAt(accepted, left), sideAt(after, right)] as const;
    const isAbsent = [accepted, after].every(
      (side, at) => side.row.evidence.sbom.state === 'none' || hasSbom(sides[at]),
    );
    if (sides[0] === undefined || sides[1] === undefined) {
      const reason = 'One of them could not be read.';
      compared.push({ ...named, packages: { state: 'missing', reason }, isAbsent: false });
    } else if (wrong.size > 0 && !hasSbom(sides[1])) {
      const reason = `${candidate.row.reference} has no SBOM that is about it.`;
      compared.push({ ...named, packages: { state: 'missing', reason }, isAbsent: false });
    } else {
      const packages = await compareOrReason(sides[0], sides[1], { session, signal });
      compared.push({ ...named, packages, isAbsent });
    }
  }
  return compared;
}

async function compareOrReason(
  left: SbomSide,
  right: SbomSide,
  request: Pick<AuditContext, 'session' | 'signal'>,
): Promise<ComparedPackages['packages']> {
  try {
    return await compareSboms(left, right, request);
  } catch (error) {
    request.signal.throwIfAborted();
    return { state: 'missing', reason: explainError(error).reason };
  }
}

type Pair = { readonly platform?: string; readonly left: Digest; readonly right: Digest };

/** The images of both by platform; what has one image alone is that image. */
function pairsOf(accepted: LookedAtSide, candidate: LookedAtSide): readonly Pair[] {
  const [lefts, rights] = [imagesOf(accepted), imagesOf(candidate)];
  const [left, right] = [lefts[0], rights[0]];
  if (lefts.length === 1 && rights.length === 1 && left !== undefined && right !== undefined)
    return [{ left: left.digest, right: right.digest }];
  return rights.flatMap((one) => {
    const same = lefts.find(({ platform }) => platform === one.platform);
    return same === undefined ? [] : [{ platform: one.platform, left: same.digest, right: one.digest }];
  });
}

function imagesOf({
  row,
  around,
}: LookedAtSide): readonly { readonly platform: string; readonly digest: Digest }[] {
  if (row.platforms.length > 0) return row.platforms;
  return [{ platform: around?.rootNode.platform ?? '', digest: row.digest }];
}

function sideAt({ around, sboms, row }: LookedAtSide, digest: Digest): SbomSide | undefined {
  return around === undefined ? undefined : { around, sboms, name: row.reference, image: { digest } };
}

function hasSbom(side: SbomSide | undefined): boolean {
  return side?.sboms.some(({ about }) => about === side.image.digest || about === side.around.root) === true;
}
