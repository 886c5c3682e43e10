import { clsx } from 'clsx';
import { CheckIcon } from '#components/ui/check-icon';
import { KindIcon } from '#components/ui/kind-icon';
import { nameWithEffect, PlanEffectIcon, shareText } from '#components/ui/plan-effect-icon';
import { StateIcon } from '#components/ui/state-icon';
import { nodeOfItem } from '#lib/graph/picture/picture';
import type { RowState } from './row-state.ts';
import type { RowText } from './row-text.ts';
import type { TreeRow } from './tree-keys.ts';

type OutlineItemProps = {
  readonly row: TreeRow;
  readonly text: RowText;
  readonly state: RowState;
  readonly isTabStop: boolean;
};

/** One line of the outline; the tree around it listens to keys and pointer. */
export function OutlineItem({ row, text, state, isTabStop }: OutlineItemProps) {
  const { isSelected, isDimmed, isPending, planEffect } = state;
  return (
    <div
      role="treeitem"
      data-row={row.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-level={row.level}
      aria-posinset={row.posInSet}
      aria-setsize={row.setSize}
      aria-expanded={row.isOpen}
      aria-selected={isSelected}
      aria-busy={isPending}
      style={{ paddingLeft: indentOf(row.level) }}
      className={clsx(
        '@container flex h-7 cursor-pointer items-center gap-1.5 rounded-md pr-2 whitespace-nowrap -outline-offset-2 select-none',
        isSelected ? 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]' : 'hover:bg-sunken',
      )}
    >
      <span className="sr-only">{`${nameWithEffect(text.spoken, planEffect)}${isDimmed ? ', filtered out' : ''}`}</span>
      <Twisty isOpen={row.isOpen} isPending={isPending} />
      <span className={clsx('contents', isDimmed && '*:opacity-40')}>
        <Sign row={row} check={text.check} />
      </span>
      <span
        aria-hidden="true"
        title={text.name}
        className={clsx(
          'truncate',
          row.level === 1 && 'font-semibold',
          // Paler, and still to be read: what is filtered out is not gone.
          isDimmed && 'text-faint',
          row.type === 'question' && 'text-warn',
          text.check === 'failed' && 'text-bad',
          planEffect?.effect === 'goes' && planEffect.share === undefined && 'line-through decoration-bad',
        )}
      >
        {text.name}
      </span>
      {/* Other words and marks take the place of the old ones: nothing slides to the left when a check has ended. */}
      <span
        key={`${text.mark} ${text.note}`}
        aria-hidden="true"
        className="ml-auto flex items-center gap-1 pl-2 text-sm text-faint"
      >
        {text.mark === undefined ? null : <CheckIcon state={text.mark} size={13} />}
        <span className={clsx(isShownBySign(text) && '@max-[17rem]:hidden')}>
          {planEffect?.share === undefined ? text.note : shareText(planEffect.share)}
        </span>
      </span>
      {planEffect === undefined ? null : <PlanEffectIcon effect={planEffect.effect} />}
    </div>
  );
}

// In a narrow outline two words would leave two letters to the name.
function isShownBySign({ check, mark }: RowText): boolean {
  return check !== undefined && mark === undefined;
}

// Deep rows step in less: in a narrow outline their names would be gone.
function indentOf(level: number): number {
  return level === 1 ? 4 : Math.min(16 + (level - 2) * 13, 106);
}

function Sign({ row, check }: { readonly row: TreeRow } & Pick<RowText, 'check'>) {
  if (row.type === 'question') return <StateIcon state="unknown" className="text-warn" />;
  const node = nodeOfItem(row.item);
  return node === undefined ? null : <KindIcon kind={node.kind} check={check} />;
}

type TwistyProps = Pick<TreeRow, 'isOpen'> & { readonly isPending: boolean };

// Only for the pointer: keys and screen readers have aria-expanded and the arrows.
function Twisty({ isOpen, isPending }: TwistyProps) {
  if (isPending) {
    return (
      <span aria-hidden="true" className="w-3.5 shrink-0 animate-pulse text-center text-faint">
        …
      </span>
    );
  }
  if (isOpen === undefined) return <span className="w-3.5 shrink-0" />;
  return (
    <span
      aria-hidden="true"
      data-twisty
      className="-my-1 flex h-7 w-3.5 shrink-0 items-center justify-center text-[11px] text-faint"
    >
      {isOpen ? '▾' : '▸'}
    </span>
  );
}
