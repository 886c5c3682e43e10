import { mapConcurrent } from '#lib/async/map-concurrent';
import { proofs, replyOfAbsentTag } from '#lib/graph/proof-of-none';
import type { Digest } from '#lib/oci/digest';
import { explainError, isNotFound } from '#lib/repository/explain-error';
import type { RepositoryReader } from '#lib/repository/repository-reader';
import type { SubjectFact } from '#lib/retention/repository-facts';
import { cleanupLimits } from './limits.ts';

/** Whether each of these is in the repository: `gone` only where the registry says so of that very digest. */
export async function findSubjects(
  reader: RepositoryReader,
  digests: Iterable<Digest>,
): Promise<readonly SubjectFact[]> {
  return await mapConcurrent([...digests], cleanupLimits.digestsAtOnce, (digest) => find(reader, digest));
}

async function find({ client, repository, call }: RepositoryReader, digest: Digest): Promise<SubjectFact> {
  try {
    await call((signal) => client.resolveManifest(repository, digest, { signal })).catch((error) => {
      if (!isNotFound(error)) throw error;
      // The answer to HEAD has no body; that to GET tells a missing manifest from missing rights.
      return call((signal) => client.getManifestBytes(repository, digest, { signal }));
    });
    return { digest, state: 'there' };
  } catch (error) {
    const isGone = isNotFound(error) && proofs[replyOfAbsentTag(error.answer?.code, false)] === 'none';
    return {
      digest,
      ...(isGone ? { state: 'gone' } : { state: 'unknown', reason: explainError(error).reason }),
    };
  }
}

/** What a registry still lists as attached to something that is gone; empty where it does not tell. */
export async function listedReferrers(
  { client, repository, call }: RepositoryReader,
  subject: Digest,
): Promise<readonly Digest[]> {
  try {
    const answer = await call((signal) => client.listReferrers(repository, subject, { signal }));
    return answer.support === 'supported' ? answer.descriptors.map(({ digest }) => digest) : [];
  } catch (error) {
    explainError(error);
    return [];
  }
}

/** What a manifest names as its subject, and the manifests that an index names; nothing where it cannot be read. */
export async function readNames(
  { client, repository, call }: RepositoryReader,
  digest: Digest,
): Promise<{ readonly subject?: Digest; readonly entries: readonly Digest[] }> {
  try {
    const { manifest } = await call((signal) => client.getManifest(repository, digest, { signal }));
    const entries = manifest.shape === 'index' ? manifest.manifests.map((entry) => entry.digest) : [];
    return { ...(manifest.subject === undefined ? {} : { subject: manifest.subject.digest }), entries };
  } catch (error) {
    explainError(error);
    return { entries: [] };
  }
}
