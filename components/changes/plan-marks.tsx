'use client';
import { useLayoutEffect } from 'react';
import type { PlanEffects } from '#lib/graph/picture/picture';
import type { View } from '#lib/graph/picture/view';
import { useDeletedPart, usePlanEffects } from './use-plan-effects.ts';

/** What a plan, or rules for what is kept, mean for a screen: for each node, and for its subject. */
export type Marks = {
  readonly effects: PlanEffects | undefined;
  readonly deletedPart: ReturnType<typeof useDeletedPart>;
};

type PlanMarksProps = {
  /** `host/name` */
  readonly repository: string;
  readonly view: View;
  readonly root: string | undefined;
  readonly reference: string;
  readonly onChange: (marks: Marks) => void;
};

/** Tells what the plan of an address means. It draws nothing: most pages have no plan, and load none of this. */
export function PlanMarks({ repository, view, root, reference, onChange }: PlanMarksProps) {
  const effects = usePlanEffects(repository, view);
  const deletedPart = useDeletedPart(view.plan, { root, reference });
  // Syncs with the screen around it before that is painted: the marks of another plan must not be seen.
  useLayoutEffect(() => onChange({ effects, deletedPart }), [effects, deletedPart, onChange]);
  return null;
}
