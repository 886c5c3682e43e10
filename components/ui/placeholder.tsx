import { clsx } from 'clsx';
import type { ReactNode } from 'react';

/** A grey bar in the place and size of content that loads: nothing jumps when the content comes. */
export function Skeleton({ className }: { readonly className: string }) {
  return <span aria-hidden="true" className={clsx('skeleton block', className)} />;
}

type SkeletonRowsProps = { readonly count: number; readonly label: string; readonly className?: string };

/** Rows of a list that loads; screen readers read the label. */
export function SkeletonRows({ count, label, className = 'h-9' }: SkeletonRowsProps) {
  return (
    <div role="status" aria-label={label}>
      {Array.from({ length: count }, (_, row) => row).map((row) => (
        <div key={row} className={clsx('flex items-center border-b border-line px-4', className)}>
          <Skeleton className={clsx('h-3', ['w-2/5', 'w-1/4', 'w-1/3', 'w-1/2'][row % 4])} />
        </div>
      ))}
    </div>
  );
}

type EmptyStateProps = {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** Stands in an empty place: says that it is empty, and what to do next. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-10 text-center">
      <p className="text-lg font-semibold">{title}</p>
      {children === undefined ? null : <div className="text-muted">{children}</div>}
      {action === undefined ? null : <div className="mt-2">{action}</div>}
    </div>
  );
}
