import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import type { ItemEffect, PlanEffect } from '#lib/graph/picture/picture';

type EffectLook = {
  /** In a sentence about the node. */
  readonly text: string;
  readonly frame: string;
  readonly colour: string;
  readonly shape: ReactNode;
};

/** How a node looks that a plan is about. Each effect has a shape: colour never speaks alone. */
export const planEffectLooks = {
  goes: {
    text: 'will be deleted',
    frame: 'border-bad! border-dashed!',
    colour: 'border-bad text-bad',
    shape: <path d="m4 4 6 6m0-6-6 6" />,
  },
  comes: {
    text: 'will be added',
    frame: 'border-ok!',
    colour: 'border-ok text-ok',
    shape: <path d="M7 3.5v7M3.5 7h7" />,
  },
  kept: {
    text: 'kept',
    frame: '',
    colour: 'border-accent text-accent',
    shape: <path d="M4.2 6.2h5.6v4.3H4.2zM5.4 6.2V4.8a1.6 1.6 0 0 1 3.2 0v1.4" />,
  },
  gone: {
    text: 'deleted',
    frame: 'border-edge! border-dashed!',
    colour: 'border-edge text-muted',
    shape: <path d="m4 4 6 6m0-6-6 6" />,
  },
  // No tick: that means verified. And only what is missing has a dashed frame.
  done: {
    text: 'done',
    frame: 'border-accent!',
    colour: 'border-accent text-accent',
    shape: <circle cx="7" cy="7" r="2.2" fill="currentColor" />,
  },
} as const satisfies Record<PlanEffect, EffectLook>;

type PlanEffectIconProps = { readonly effect: PlanEffect; readonly className?: string };

export function PlanEffectIcon({ effect, className }: PlanEffectIconProps) {
  const { colour, shape } = planEffectLooks[effect];
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
        <title>{planEffectLooks[effect].text}</title>
        {shape}
      </svg>
    </span>
  );
}

/** The name of an item for screen readers, with what the plan means for it: `Trivy reports, 2 of 30 will be deleted`. */
export function nameWithEffect(name: string, planEffect: ItemEffect | undefined): string {
  if (planEffect === undefined) return name;
  const { effect, share } = planEffect;
  return `${name}, ${share === undefined ? '' : `${shareText(share)} `}${planEffectLooks[effect].text}`;
}

/** `2 of 30` */
export function shareText({ count, total }: Required<ItemEffect>['share']): string {
  return `${count.toLocaleString('en')} of ${total.toLocaleString('en')}`;
}
