import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import type { Problem } from '#lib/api/problems/problem';
import { locationPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';

type ArtifactProblemProps = {
  readonly problem: Problem;
  readonly onRetry: () => void;
  readonly reference: Reference;
  /** Whether nothing else can be shown. */
  readonly isAll: boolean;
};

/** Why an artifact could not be opened, or not completely. */
export function ArtifactProblem({ problem, onRetry, reference, isAll }: ArtifactProblemProps) {
  return (
    <div className={isAll ? 'px-4 pt-[10vh]' : 'shrink-0 p-3'}>
      <ProblemPanel
        problem={problem}
        onRetry={onRetry}
        registry={reference.registry}
        className={isAll ? 'mx-auto max-w-xl' : ''}
      />
      {isAll && problem.code === 'not-found' ? <TagsHint reference={reference} /> : null}
    </div>
  );
}

/** A tag that is gone is often one letter away from one that is there. */
function TagsHint({ reference: { registry, repository } }: { readonly reference: Reference }) {
  return (
    <p className="mx-auto mt-3 max-w-xl">
      <PageLink
        href={locationPath({ screen: 'repository', registry, repository })}
        className="underline decoration-line-strong underline-offset-2"
      >
        See which tags {repository} has
      </PageLink>
    </p>
  );
}
