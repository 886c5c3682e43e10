import type { RepositoryFacts, StoredArtifact } from '#lib/retention/repository-facts';
import { digestOf } from './graph-example.ts';

type Numbers = readonly number[];
type Example = Partial<Omit<StoredArtifact, 'digest' | 'subjects' | 'holds'>> & {
  readonly subjects?: Numbers;
  readonly holds?: Numbers;
  /** Days since it was made, before {@link factsNow}; `null` where it does not say. */
  readonly days?: number | null;
};

const dayMs = 24 * 60 * 60 * 1000;

/** When the facts of these examples were learned. */
export const factsNow = Date.parse('2026-11-26T12:00:00Z');

/** An artifact of a repository from as little as a test is about: an image of today, or a report where it has a subject. */
export function storedArtifact(
  number: number,
  { subjects = [], holds = [], days = 0, ...rest }: Example = {},
): StoredArtifact {
  const isAttached = subjects.length > 0;
  return {
    digest: digestOf(number),
    kind: isAttached ? 'vulnerability-report' : 'image',
    title: `Artifact ${number}`,
    ...(isAttached ? { series: 'vulnerability-report trivy' } : {}),
    size: 10,
    ...(days === null ? {} : { created: new Date(factsNow - days * dayMs).toISOString() }),
    tags: [],
    madeTags: [],
    signed: 'none',
    subjects: subjects.map(digestOf),
    holds: holds.map(digestOf),
    ...rest,
  };
}

/** Facts about these artifacts. */
export function factsOf(
  artifacts: readonly StoredArtifact[],
  rest: Partial<RepositoryFacts> = {},
): RepositoryFacts {
  return { artifacts, subjects: [], ...rest };
}
