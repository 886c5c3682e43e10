'use client';
import { useRouter } from 'next/navigation';
import { PlanPanel } from '#components/changes/plan/plan-panel';

type PlanPageProps = {
  readonly id: string;
  /** Where the page stood before, when that is not the first page. */
  readonly onClose?: () => void;
  readonly onPlanned?: (id: string) => void;
  /** What the page knew of the registry is old now. */
  readonly onEnd?: () => void;
};

/** A plan or its record where there is no graph to show beside it. */
export function PlanScreen({ id, onClose, onPlanned, onEnd }: PlanPageProps) {
  const router = useRouter();
  return (
    <div className="flex min-h-0 grow justify-center bg-canvas sm:p-6">
      <div className="min-h-0 w-full max-w-4xl overflow-hidden border-line bg-surface sm:rounded-lg sm:border sm:shadow-raised">
        <PlanPanel
          id={id}
          onClose={onClose ?? (() => router.push('/'))}
          {...(onEnd === undefined ? {} : { onEnd })}
          onPlanned={onPlanned ?? ((next) => router.push(`/?plan=${encodeURIComponent(next)}`))}
        />
      </div>
    </div>
  );
}
