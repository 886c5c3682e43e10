import { createChannel } from '#lib/async/channel';
import type { Fact } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Reference } from '#lib/oci/reference';
import type { Session } from '#lib/server/sessions/session';
import { transferLimits } from '#lib/transfer/limits';
import type { Survey } from '#lib/transfer/survey/survey';
import { makeSurvey } from './survey.ts';

/** A survey of a large graph, before its end. */
export type GrowingSurvey = {
  readonly root: Digest;
  /** Manifests of the repository as the walk comes to know of them; some may turn out not to be there, or not to belong. */
  readonly found: AsyncIterable<Digest>;
  /** Rejects as `makeSurvey` does. */
  readonly whole: Promise<Survey>;
};

/**
 * Begins a survey and gives it as soon as the graph is large and all of it is known so far; a graph that is small, or
 * that has a gap early, is given as a whole.
 *
 * @throws RegistryError as `makeSurvey` does, where it fails early
 */
export async function growSurvey(
  session: Session,
  reference: Reference,
  signal: AbortSignal,
): Promise<Survey | GrowingSurvey> {
  const found = createChannel<Digest>();
  const large = Promise.withResolvers<Digest>();
  const seen = new Set<Digest>();
  let root: Digest | undefined;
  let isOpenYet = false;
  const onFacts = (facts: readonly Fact[]) => {
    for (const fact of facts) {
      if (fact.type === 'root') root = fact.root;
      isOpenYet ||= isGap(fact);
      const digest = manifestOf(fact);
      if (digest === undefined || seen.has(digest)) continue;
      seen.add(digest);
      found.push(digest);
    }
    if (root !== undefined && !isOpenYet && seen.size >= transferLimits.growingArchiveMin)
      large.resolve(root);
  };
  const whole = makeSurvey(session, reference, { isWhole: false, signal, onFacts });
  whole.then(found.close, found.fail);
  const first = await Promise.race([whole, large.promise]);
  return typeof first === 'string' ? { root: first, found, whole } : first;
}

function isGap(fact: Fact): boolean {
  if (fact.type === 'node') return fact.node.state === 'missing' || fact.node.state === 'unreadable';
  return fact.type === 'limit' || (fact.type === 'answer' && isOpen(fact.answer));
}

function manifestOf(fact: Fact): Digest | undefined {
  if (fact.type !== 'node') return undefined;
  const { digest, mediaType, repository, state } = fact.node;
  const isNamed = (state === 'loaded' || state === 'listed') && repository === undefined;
  return isNamed && isManifestMediaType(mediaType) ? digest : undefined;
}
