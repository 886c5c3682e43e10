'use client';
import { useMemo, useReducer } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { splitLines } from '#components/viewers/code-lines.ts';
import { CodeView } from '#components/viewers/code-view';
import { useLineLink } from '#components/viewers/use-line-link.ts';
import { findFolds, visibleLines } from './fold-lines.ts';
import type { TargetOf } from './json-line.tsx';
import { JsonLine } from './json-line.tsx';
import { JsonSearch } from './json-search.tsx';
import type { JsonLayout } from './json-view-state.ts';
import { initialJsonView, layOut, layoutOf, reduceJsonView } from './json-view-state.ts';

type JsonViewerProps = {
  readonly label: string;
  readonly text: string;
  readonly targetOf?: TargetOf;
  /** Whether the address of the page leads to its lines. */
  readonly isLinked?: boolean;
  readonly className?: string;
};

/** A JSON document as its bytes are, or indented: it can be folded, searched, linked to by line, and copied. */
export function JsonViewer({ label, text, targetOf, isLinked = false, className }: JsonViewerProps) {
  const [state, dispatch] = useReducer(reduceJsonView, initialJsonView);
  const [target, setTarget] = useLineLink(isLinked);
  const { folded } = state;
  const layout = layoutOf(state, text);
  // Measured: a manifest of 4 MB takes 100 to 400 ms to indent, and this renders whenever the graph grows.
  const { lines, folds } = useMemo(() => {
    const split = splitLines(layOut(text, layout));
    return { lines: split, folds: findFolds(split) };
  }, [text, layout]);
  const visible = useMemo(() => visibleLines(lines.length, folds, folded), [lines, folds, folded]);
  return (
    <>
      <div className="flex flex-col gap-1 px-4 py-2 text-sm text-muted">
        <LayoutBar
          text={text}
          layout={layout}
          onChange={(next) => {
            dispatch({ type: 'lay-out', layout: next });
            setTarget(undefined);
          }}
        />
        <JsonSearch
          lines={lines}
          at={target}
          onHit={(line) => {
            dispatch({ type: 'reveal', line, folds });
            setTarget(line);
          }}
        />
      </div>
      <CodeView
        label={label}
        lines={lines}
        shown={visible}
        target={target}
        {...(isLinked ? { onNumber: (line: number) => setTarget(line === target ? undefined : line) } : {})}
        margin={(line) => (
          <FoldButton
            line={line}
            isFolded={folds.has(line) ? folded.has(line) : undefined}
            hidden={(folds.get(line) ?? line) - line - 1}
            onToggle={() => dispatch({ type: 'fold', line })}
          />
        )}
        {...(className === undefined ? {} : { className })}
      >
        {(line, at) => (
          <>
            <JsonLine line={line} targetOf={targetOf} />
            {folded.has(at) ? <span className="text-faint"> … </span> : null}
          </>
        )}
      </CodeView>
    </>
  );
}

type LayoutBarProps = {
  readonly text: string;
  readonly layout: JsonLayout;
  readonly onChange: (layout: JsonLayout) => void;
};

function LayoutBar({ text, layout, onChange }: LayoutBarProps) {
  const isExact = layout === 'exact';
  return (
    <div className="flex items-center gap-2">
      <span className="grow">{isExact ? 'The exact bytes' : 'Indented'}</span>
      <Button look="chip" onClick={() => onChange(isExact ? 'indented' : 'exact')}>
        {isExact ? 'Indent' : 'Show exact bytes'}
      </Button>
      <CopyButton text={text} label="Copy the exact text" />
    </div>
  );
}

type FoldButtonProps = {
  /** Undefined where nothing can be folded. */
  readonly isFolded: boolean | undefined;
  readonly line: number;
  readonly hidden: number;
  readonly onToggle: () => void;
};

/** Opens or closes what a line of JSON begins. */
function FoldButton({ isFolded, line, hidden, onToggle }: FoldButtonProps) {
  if (isFolded === undefined) return <span className="w-4 shrink-0" />;
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      aria-label={`${isFolded ? 'Unfold' : 'Fold'} line ${line + 1}, ${hidden} lines`}
      onClick={onToggle}
      className="w-4 shrink-0 text-[10px] leading-[18px] text-faint -outline-offset-2 hover:text-text"
    >
      {isFolded ? '▸' : '▾'}
    </button>
  );
}
