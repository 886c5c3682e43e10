import type { Node, NodeProps } from '@xyflow/react';
import { clsx } from 'clsx';
import { memo } from 'react';
import type { ItemText } from '#components/graph/diagram/item-text.ts';
import { itemName } from '#components/graph/diagram/item-text.ts';
import { CheckIcon } from '#components/ui/check-icon';
import { KindIcon } from '#components/ui/kind-icon';
import { nameWithEffect, PlanEffectIcon, planEffectLooks, shareText } from '#components/ui/plan-effect-icon';
import { SeverityBars } from '#components/ui/severity-bars';
import type { Item, ItemEffect } from '#lib/graph/picture/picture';
import { nodeOfItem } from '#lib/graph/picture/picture';
import { countsOf } from '#lib/graph/trend';
import type { Kind } from '#lib/oci/kind';
import { TagChip } from './tag-chip.tsx';

export type Progress = 'pending' | 'failed' | 'none';

export type ArtifactFlowNode = Node<
  {
    readonly index: number;
    readonly item: Item;
    readonly text: ItemText;
    readonly isSelected: boolean;
    readonly isDimmed: boolean;
    /** The one node that the tab key reaches; the arrow keys go on from there. */
    readonly isTabStop: boolean;
    /** Its title needs two lines. */
    readonly isLong: boolean;
    readonly progress: Progress;
    /** How it stands to the plan that is shown. */
    readonly planEffect: ItemEffect | undefined;
    readonly onToggle: (index: number) => void;
  },
  'artifact'
>;

/** An item of the picture, near enough to be read: draws what it is given, and asks for nothing. */
export const ArtifactNode = memo(function ArtifactNode({ data }: NodeProps<ArtifactFlowNode>) {
  const { item, text, isDimmed, isSelected, planEffect } = data;
  if (item.type === 'tags') return <TagChip item={item} title={text.title} planEffect={planEffect} />;
  const isRoot = item.lane === 'root';
  const isFailed = text.check?.state === 'failed';
  const isGhost = item.type === 'node' && (item.node.state === 'missing' || item.node.state === 'unreadable');
  return (
    <div className={clsx('group relative size-full', isDimmed && dimmedClass)}>
      {item.type === 'stack' ? <Sheets /> : null}
      <div
        className={clsx(
          'relative flex size-full items-center gap-2.5 rounded-lg px-2.5',
          isGhost
            ? 'border border-dashed border-edge bg-canvas'
            : 'bg-raised shadow-[0_1px_2px_rgb(20_26_34/10%)]',
          !isGhost &&
            (isRoot
              ? 'border-2 border-image'
              : isFailed
                ? 'border border-bad'
                : 'border border-line-strong group-hover:border-edge'),
          planEffect !== undefined &&
            planEffect.share === undefined &&
            planEffectLooks[planEffect.effect].frame,
          isSelected && 'outline-2 outline-offset-2 outline-accent',
        )}
      >
        <Face data={data} isRoot={isRoot} />
        <Expander data={data} />
      </div>
      {planEffect === undefined ? null : (
        <PlanEffectIcon effect={planEffect.effect} className="absolute -top-2 -left-2 z-10" />
      )}
    </div>
  );
});

// Paler, and still to be read: what is filtered out is not gone.
const dimmedClass =
  '[&_svg]:opacity-35 [&_*]:border-line! [&_span]:font-normal! [&_span]:text-faint! [&>div]:bg-canvas! [&>div]:shadow-none!';

type Data = ArtifactFlowNode['data'];

function Face({ data, isRoot }: { readonly data: Data; readonly isRoot: boolean }) {
  const { item, text, isTabStop, isSelected, isLong, planEffect } = data;
  const hasTrendBelow = item.type === 'stack' && text.age !== undefined;
  const node = nodeOfItem(item);
  const isFailed = text.check?.state === 'failed';
  return (
    <>
      {node === undefined ? null : (
        <KindIcon kind={node.kind} check={text.check?.state} size={isRoot ? 24 : 16} />
      )}
      <span
        // Other words take the place of the old ones: nothing counts as moved when a check has ended.
        key={text.check?.state}
        className="min-w-0 grow text-(length:--card-px) leading-[1.23] wrap-anywhere"
      >
        <span
          className={clsx(
            'font-semibold',
            hasTrendBelow ? 'line-clamp-1' : 'line-clamp-2',
            planEffect?.effect === 'goes' && planEffect.share === undefined && 'line-through decoration-bad',
          )}
        >
          {/* A browser breaks no name behind a slash by itself. */}
          {isRoot ? text.title.replaceAll('/', '/\u200b') : text.title}
        </span>
        <span
          className={clsx(
            'near-only',
            isLong || hasTrendBelow || isRoot ? 'line-clamp-1' : 'line-clamp-2',
            // What a check comes to may need a second line: its room is kept, or the title would move.
            text.check !== undefined && !isLong && !hasTrendBelow && !isRoot && 'min-h-[2.46em]',
            isFailed ? 'text-bad' : 'text-muted',
          )}
        >
          <Mark text={text} kind={node?.kind} />
          {text.detail}
        </span>
        {item.type === 'stack' && text.age !== undefined ? (
          <>
            <span className="my-1 block h-[22px]">
              <SeverityBars series={item.members.slice(0, barsMax).map(countsOf).reverse()} />
            </span>
            <span className="near-only line-clamp-1 text-muted">{text.age}</span>
          </>
        ) : null}
        {text.digest === undefined ? null : (
          <span className="near-only line-clamp-1 font-mono text-muted">{text.digest}</span>
        )}
      </span>
      <button
        type="button"
        tabIndex={isTabStop ? 0 : -1}
        aria-label={nameWithEffect(itemName(item, text), planEffect)}
        aria-pressed={isSelected}
        title={node?.state === 'unreadable' ? node.reason : tooltipOf(text)}
        className="absolute -inset-px rounded-lg"
      />
    </>
  );
}

/** Beside the word for a check, its shape, where the icon of the kind does not have it. */
function Mark({ text: { check }, kind }: { readonly text: ItemText; readonly kind: Kind | undefined }) {
  if (check === undefined || check.state === 'present' || kind === 'signature') return null;
  return (
    <span className="mr-1 inline-block align-[-2px]">
      <CheckIcon state={check.state} size={12} />
    </span>
  );
}

function tooltipOf({ title, check }: ItemText): string {
  return check === undefined ? title : `${title} · ${check.text}`;
}

/** The newest of a stack that its card shows: more bars would be thinner than can be seen. */
const barsMax = 40;

const pill =
  'z-10 shrink-0 rounded-full bg-sunken px-2 py-px text-(length:--card-px) font-semibold text-muted hover:text-text hover:ring-1 hover:ring-line-strong';

function Expander({ data }: { readonly data: Data }) {
  const { item, index, onToggle, progress, planEffect } = data;
  const toggle = (event: { stopPropagation(): void }) => {
    event.stopPropagation();
    onToggle(index);
  };
  if (item.type === 'stack') {
    return (
      <button type="button" tabIndex={-1} className={pill} aria-expanded={item.isOpen} onClick={toggle}>
        <span className="sr-only">{item.isOpen ? 'Close the stack of ' : 'Open the stack of '}</span>
        {planEffect?.share === undefined ? item.members.length : shareText(planEffect.share)}
      </button>
    );
  }
  if (item.type !== 'node' || item.lane === 'root') return null;
  if (progress === 'pending') return <span className={clsx(pill, 'animate-pulse')}>…</span>;
  if (progress === 'failed') return <span className={clsx(pill, 'text-warn')}>!</span>;
  if (!item.isExpandable && !item.isExpanded) return null;
  return (
    <button
      type="button"
      tabIndex={-1}
      onClick={toggle}
      aria-expanded={item.isExpanded}
      aria-label={item.isExpanded ? 'Collapse' : 'Expand'}
      className={clsx(
        pill,
        'absolute right-2.5 opacity-0 shadow-[0_0_0_4px_var(--raised)] group-focus-within:opacity-100 group-hover:opacity-100',
      )}
    >
      {item.isExpanded ? '−' : '+'}
    </button>
  );
}

function Sheets() {
  const sheet = 'absolute inset-0 rounded-lg border border-line-strong bg-raised';
  return (
    <>
      <span className={clsx(sheet, 'translate-2 opacity-70')} />
      <span className={clsx(sheet, 'translate-1')} />
    </>
  );
}
