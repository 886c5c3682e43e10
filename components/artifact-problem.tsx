import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import type { Problem } from '#lib/api/problems/problem';
import type { Reference } from '#lib/oci/reference';
import { WaysOn } from './ways-on.tsx';

type ArtifactProblemProps = {
  readonly problem: Problem;
  readonly onRetry: () => void;
  readonly reference: Reference;
  /** Whether nothing else can be shown. */
  readonly isAll: boolean;
};

/** Why an artifact could not be opened, or not completely, and where one goes from here. */
export function ArtifactProblem({ problem, onRetry, reference, isAll }: ArtifactProblemProps) {
  return (
    <div className={isAll ? 'px-4 pt-[10vh]' : 'shrink-0 p-3'}>
      <ProblemPanel
        problem={problem}
        onRetry={onRetry}
        registry={reference.registry}
        className={isAll ? 'mx-auto max-w-xl' : ''}
      />
      {isAll ? (
        <div className="mx-auto mt-3 max-w-xl">
          <WaysOn problem={problem} location={{ screen: 'artifact', reference }} />
        </div>
      ) : null}
    </div>
  );
}
