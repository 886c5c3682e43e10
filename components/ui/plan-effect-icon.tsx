import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { PlanEffect } from '#lib/graph/picture/plan-effect';

type MarkLook = {
  /** In a sentence about the node. */
  readonly text: string;
  readonly frame: string;
  readonly colour: string;
  readonly shape: ReactNode;
};

/** How a node looks that a plan is about; each mark has a shape, so that colour never speaks alone. */
export const planEffectLooks = {
  goes: {
    text: 'goes',
    frame: 'border-bad! border-dashed!',
    colour: 'border-bad text-bad',
    shape: <path d="m4 4 6 6m0-6-6 6" />,
  },
  comes: {
    text: 'comes',
    frame: 'border-ok!',
    colour: 'border-ok text-ok',
    shape: <path d="M7 3.500v7M3.500 7h7" />,
  },
  kept: {
    text: 'stays',
    frame: '',
    colour: 'border-accent text-accent',
    shape: <path d="M4.200 6.200h5.600v4.300H4.200zM5.400 6.200V4.800a1.600 1.600 0 0 1 3.200 0v1.400" />,
  },
  done: {
    text: 'done',
    frame: 'border-edge! border-dashed!',
    colour: 'border-edge text-muted',
    shape: <path d="m3.800 7.200 2.200 2.200 4.200-4.600" />,
  },
} as const satisfies Record<PlanEffect, MarkLook>;

type MarkIconProps = { readonly mark: PlanEffect; readonly className?: string };

export function PlanEffectIcon({ mark, className }: MarkIconProps) {
  const { colour, shape } = planEffectLooks[mark];
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'inline-flex size-[17px] shrink-0 items-center justify-center rounded-full border bg-raised',
        colour,
        className,
      )}
    >
      <svg width="13" height="13" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="1.5">
        <title>{planEffectLooks[mark].text}</title>
        {shape}
      </svg>
    </span>
  );
}

/** The name of a node for those who hear it, with what the plan means for it. */
export function nameWithEffect(name: string, mark: PlanEffect | undefined): string {
  return mark === undefined ? name : `${name}, ${planEffectLooks[mark].text}`;
}
