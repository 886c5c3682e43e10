import { Skeleton, SkeletonRows } from '#components/ui/placeholder';

/** The rows that are awaited. */
export function OutlineSkeleton() {
  return <SkeletonRows count={9} label="The graph is being read" className="h-7 border-b-0" />;
}

/** The facts about one node that are awaited. */
export function PanelSkeleton() {
  return <SkeletonRows count={8} label="The artifact is being read" className="h-9 border-b-0" />;
}

/** The places where the first nodes will stand. */
export function CanvasSkeleton() {
  return (
    <div aria-hidden="true" className="absolute inset-0 flex items-center justify-center gap-16">
      <Skeleton className="h-[70px] w-[232px]" />
      <div className="flex flex-col gap-6">
        <Skeleton className="h-[54px] w-[216px]" />
        <Skeleton className="h-[54px] w-[216px]" />
        <Skeleton className="h-[54px] w-[216px]" />
      </div>
    </div>
  );
}
