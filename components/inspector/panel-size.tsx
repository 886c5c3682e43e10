'use client';
import { FoldHorizontal, Network, SquareArrowOutUpRight, UnfoldHorizontal } from 'lucide-react';
import type { MouseEvent } from 'react';
import { buttonClass, IconButton } from '#components/ui/button';
import { applyPanelWidth, usePanelMaxWidth, usePanelWidth } from '#components/ui/storage/use-panel-width.ts';

type PanelSizeProps = {
  /** Whether the node fills the page. */
  readonly isOn: boolean;
  /** Leads to the other way. */
  readonly href: string;
  readonly onToggle: () => void;
};

/** Makes the panel half a window wide, and opens it as a page of its own, which leads back to the graph. */
export function PanelSize({ isOn, href, onToggle }: PanelSizeProps) {
  const maxWidth = usePanelMaxWidth();
  const isWide = usePanelWidth() === maxWidth;
  const onClick = (event: MouseEvent) => {
    // With a key it opens in another tab, as any link does.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    onToggle();
  };
  if (isOn)
    return (
      <a href={href} onClick={onClick} className={`${buttonClass()} print:hidden`}>
        <Network size={14} aria-hidden="true" />
        Back to the graph
      </a>
    );
  const label = 'Open as a page of its own';
  return (
    <>
      <IconButton
        label={isWide ? 'Make the inspector narrow' : 'Make the inspector wide'}
        onClick={() => applyPanelWidth(isWide ? undefined : maxWidth)}
        className="max-[899px]:hidden"
      >
        {isWide ? (
          <FoldHorizontal size={15} aria-hidden="true" />
        ) : (
          <UnfoldHorizontal size={15} aria-hidden="true" />
        )}
      </IconButton>
      <a
        href={href}
        aria-label={label}
        title={label}
        onClick={onClick}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-text print:hidden"
      >
        <SquareArrowOutUpRight size={14} aria-hidden="true" />
      </a>
    </>
  );
}
