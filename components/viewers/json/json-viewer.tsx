'use client';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { splitLines } from '#components/viewers/code-lines.ts';
import { CodeView } from '#components/viewers/code-view';
import { useLineLink } from '#components/viewers/use-line-link.ts';
import { indentJson } from '#lib/formats/json/indent-json';
import { FoldButton } from './fold-button.tsx';
import { findFolds, foldsAround, visibleLines } from './fold-lines.ts';
import type { TargetOf } from './json-line.tsx';
import { JsonLine } from './json-line.tsx';
import { JsonSearch } from './json-search.tsx';

type JsonViewerProps = {
  readonly label: string;
  readonly text: string;
  readonly targetOf?: TargetOf;
  /** Whether the address of the page leads to its lines. */
  readonly isLinked?: boolean;
  readonly className?: string;
};

/** A JSON document as its bytes are, or laid out for reading: to be folded, searched, linked to by line, and copied. */
export function JsonViewer({ label, text, targetOf, isLinked = false, className }: JsonViewerProps) {
  const [choice, setChoice] = useState<'exact' | 'indented'>();
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());
  const [target, lead] = useLineLink(isLinked);
  const isOneLine = !text.trimEnd().includes('\n');
  const shown = choice ?? (isOneLine ? 'indented' : 'exact');
  // Measured: a manifest of 4 MB takes 100 to 400 ms to lay out, and this renders whenever the graph grows.
  const { lines, folds } = useMemo(() => {
    const split = splitLines(shown === 'exact' ? text : indentJson(text));
    return { lines: split, folds: findFolds(split) };
  }, [text, shown]);
  const visible = useMemo(() => visibleLines(lines.length, folds, folded), [lines, folds, folded]);
  const toggle = (line: number) => {
    const next = new Set(folded);
    if (!next.delete(line)) next.add(line);
    setFolded(next);
  };
  const show = (line: number) => {
    const around = foldsAround(line, folds);
    if (around.some((start) => folded.has(start))) {
      setFolded(new Set([...folded].filter((start) => !around.includes(start))));
    }
    lead(line);
  };
  return (
    <>
      <div className="flex flex-col gap-1 px-4 py-2 text-sm text-muted">
        <div className="flex items-center gap-2">
          <span className="grow">{shown === 'exact' ? 'The exact bytes' : 'Laid out for reading'}</span>
          <Button
            look="chip"
            onClick={() => {
              setChoice(shown === 'exact' ? 'indented' : 'exact');
              setFolded(new Set());
              lead(undefined);
            }}
          >
            {shown === 'exact' ? 'Lay out' : 'Show exact bytes'}
          </Button>
          <CopyButton text={text} label="Copy the exact text" />
        </div>
        <JsonSearch lines={lines} at={target} onHit={show} />
      </div>
      <CodeView
        label={label}
        lines={lines}
        shown={visible}
        target={target}
        {...(isLinked ? { onNumber: (line: number) => lead(line === target ? undefined : line) } : {})}
        margin={(line) => (
          <FoldButton
            line={line}
            isFolded={folds.has(line) ? folded.has(line) : undefined}
            hidden={(folds.get(line) ?? line) - line - 1}
            onToggle={() => toggle(line)}
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
