import { Skeleton, SkeletonRows } from '#components/ui/placeholder';

/** Shown until the outline loads. */
export function OutlineSkeleton() {
  return <SkeletonRows count={9} label="Loading the graph" className="h-7 border-b-0" />;
}

/** Shown until the inspector loads. */
export function PanelSkeleton() {
  return <SkeletonRows count={8} label="Loading the artifact" className="h-9 border-b-0" />;
}

/** Shown until the graph loads, in the places of the first nodes. */
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
