import dynamic from 'next/dynamic';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { PageLink } from '#components/ui/page-link';
import type { Problem } from '#lib/api/problems/problem';
import { locationPath, textPath } from '#lib/oci/location';
import type { Reference } from '#lib/oci/reference';

// Only who asked for something that is not there needs it.
const NearestNames = dynamic(() => import('./nearest-links.tsx').then((file) => file.NearestLinks), {
  ssr: false,
});

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
          {problem.code === 'not-found' ? <NearestNames reference={reference} /> : null}
          <Ways reference={reference} />
        </div>
      ) : null}
    </div>
  );
}

const linkClass = 'min-w-0 break-words underline decoration-line-strong underline-offset-2';

/** Every screen that shows nothing leads to what is around it. */
function Ways({ reference: { registry, repository } }: { readonly reference: Reference }) {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1.5">
      <PageLink href={locationPath({ screen: 'repository', registry, repository })} className={linkClass}>
        Tags of {repository}
      </PageLink>
      <PageLink href={textPath(registry)} className={linkClass}>
        {registry}
      </PageLink>
      <PageLink href="/" className={linkClass}>
        Home
      </PageLink>
    </p>
  );
}
