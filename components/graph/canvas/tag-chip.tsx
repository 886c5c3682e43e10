import { clsx } from 'clsx';
import { nameWithEffect, PlanEffectIcon, planEffectLooks } from '#components/ui/plan-effect-icon';
import type { Item, ItemEffect } from '#lib/graph/picture/picture';

type TagChipProps = {
  readonly item: Extract<Item, { type: 'tags' }>;
  readonly title: string;
  readonly planEffect: ItemEffect | undefined;
};

/** Tags of the artifact in the middle, as one pill. */
export function TagChip({ item, title, planEffect }: TagChipProps) {
  const isWhole = planEffect !== undefined && planEffect.share === undefined;
  const isGoing = isWhole && planEffect.effect === 'goes';
  return (
    <div className="flex size-full items-center">
      <span
        title={nameWithEffect(item.tags.join(', '), planEffect)}
        className={clsx(
          'inline-flex h-[26px] max-w-full items-center gap-1.5 rounded-full border px-2.5 text-(length:--card-px)',
          item.isAsked
            ? 'border-line-strong bg-raised text-text shadow-raised'
            : 'border-line bg-surface text-muted',
          isWhole && planEffectLooks[planEffect.effect].frame,
        )}
      >
        {planEffect === undefined ? <TagIcon /> : <PlanEffectIcon effect={planEffect.effect} />}
        <span className={clsx('truncate', isGoing && 'line-through decoration-bad')}>{title}</span>
      </span>
    </div>
  );
}

/** A luggage label: the sign of a name that may move to other content. */
function TagIcon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true" className="shrink-0">
      <path d="M1.5 2v5.5l7 7 6-6-7-7z" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx="5" cy="5" r="1.2" fill="currentColor" />
    </svg>
  );
}
