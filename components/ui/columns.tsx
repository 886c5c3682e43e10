import { useSyncExternalStore } from 'react';
import { chipClass } from './chip.tsx';
import { Skeleton, SkeletonRows } from './placeholder.tsx';

const wide = '(min-width: 900px)';

/** Whether the page has room for the canvas. Narrower pages show the outline, and do not load the canvas. */
export function useIsWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(wide);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(wide).matches,
    () => false,
  );
}

type ColumnSwitchProps = { readonly isOnGraph: boolean; readonly onChange: (isOnGraph: boolean) => void };

/** Chooses between outline and graph on narrow screens, which have room for one. */
export function ColumnSwitch({ isOnGraph, onChange }: ColumnSwitchProps) {
  return (
    <fieldset className="m-0 flex shrink-0 gap-1.5 border-0 border-b border-line bg-surface px-3.5 py-2 min-[900px]:hidden">
      <legend className="sr-only">What to show</legend>
      <button
        type="button"
        aria-pressed={!isOnGraph}
        onClick={() => onChange(false)}
        className={chipClass(!isOnGraph)}
      >
        Outline
      </button>
      <button
        type="button"
        aria-pressed={isOnGraph}
        onClick={() => onChange(true)}
        className={chipClass(isOnGraph)}
      >
        Graph
      </button>
    </fieldset>
  );
}

/** Shown until the outline loads. */
export function OutlineSkeleton() {
  return <SkeletonRows count={9} label="Loading the graph" className="h-7 border-b-0" />;
}

/** Shown until the inspector loads. */
export function PanelSkeleton() {
  return <SkeletonRows count={8} label="Loading the artifact" className="h-9 border-b-0" />;
}

/** Shown until the graph loads. It hangs from the top: how high the canvas is, the page knows when its foot has come. */
export function CanvasSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-x-0 top-[22dvh] flex items-center justify-center gap-16"
    >
      <Skeleton className="h-[70px] w-[232px]" />
      <div className="flex flex-col gap-6">
        <Skeleton className="h-[54px] w-[216px]" />
        <Skeleton className="h-[54px] w-[216px]" />
        <Skeleton className="h-[54px] w-[216px]" />
      </div>
    </div>
  );
}
