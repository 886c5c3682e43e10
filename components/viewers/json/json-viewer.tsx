'use client';

import { useMemo, useReducer, useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import type { JsonToken } from '#components/viewers/code-lines.ts';
import { splitLines, tokenizeJson } from '#components/viewers/code-lines.ts';
import { CodeView } from '#components/viewers/code-view';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import { JsonSearch } from './json-search.tsx';
import type { JsonLayout } from './json-view-state.ts';
import {
  findFolds,
  initialJsonView,
  layOut,
  layoutOf,
  reduceJsonView,
  visibleLines,
} from './json-view-state.ts';

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

/**
 * The line that is led to, counted from 0, and how to make it another one. Where the text is what the page is about it is
 * kept in the address (`#L12`), and a link leads to it.
 */
function useLineLink(isInAddress: boolean): [number | undefined, (line: number | undefined) => void] {
  const [line, setLine] = useState(() => (isInAddress ? readLine() : undefined));
  const lead = (next: number | undefined) => {
    const hash = next === undefined ? '' : `#L${next + 1}`;
    if (isInAddress) history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
    setLine(next);
  };
  return [line, lead];
}

function readLine(): number | undefined {
  const found = /^#L([1-9]\d{0,7})$/.exec(location.hash)?.[1];
  return found === undefined ? undefined : Number(found) - 1;
}

/** Where a digest in the text leads: a node of this graph, or an address. */
type DigestTarget = { readonly href: string; readonly onOpen?: () => void; readonly title: string };

type TargetOf = (digest: Digest) => DigestTarget | undefined;

const colours = {
  plain: 'text-muted',
  key: 'text-image',
  string: '',
  number: 'text-report',
  word: 'text-attestation',
  digest: 'text-accent',
} as const satisfies Record<JsonToken['kind'], string>;

type JsonLineProps = { readonly line: string; readonly targetOf: TargetOf | undefined };

/** One line of JSON in its colours; digests lead to what they name. */
function JsonLine({ line, targetOf }: JsonLineProps) {
  return tokenizeJson(line).map((token) => <Word key={token.at} token={token} targetOf={targetOf} />);
}

type WordProps = Pick<JsonLineProps, 'targetOf'> & { readonly token: JsonToken };

function Word({ token, targetOf }: WordProps) {
  const digest = token.text.slice(1, -1);
  const target = token.kind === 'digest' && isDigest(digest) ? targetOf?.(digest) : undefined;
  if (target === undefined) return <span className={colours[token.kind]}>{token.text}</span>;
  return (
    <a
      href={target.href}
      title={target.title}
      onClick={(event) => {
        if (target.onOpen === undefined || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        target.onOpen();
      }}
      className="text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {token.text}
    </a>
  );
}
