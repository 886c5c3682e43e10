'use client';

import { useMemo } from 'react';
import type { Piece, Role } from '#components/viewers/highlight/language-of.ts';
import { languageOf } from '#components/viewers/highlight/language-of.ts';
import { useHighlight } from '#components/viewers/highlight/use-highlight.ts';
import { splitLines } from './code-lines.ts';
import { CodeView } from './code-view.tsx';

type TextViewerProps = {
  readonly label: string;
  readonly text: string;
  /** What the file is called and its type: they tell the language. */
  readonly name?: string;
  readonly mediaType?: string;
  readonly className?: string;
};

const colours = {
  plain: '',
  comment: 'text-faint',
  keyword: 'text-attestation',
  string: 'text-sbom',
  constant: 'text-report',
  name: 'text-image',
} as const satisfies Record<Role, string>;

/** A text as it is, coloured by its language once the highlighter is ready. */
export function TextViewer({ label, text, name = '', mediaType = '', className }: TextViewerProps) {
  // The highlighter works on these very lines: others would set it to work again.
  const lines = useMemo(() => splitLines(text), [text]);
  const pieces = useHighlight(lines, languageOf(name, mediaType));
  return (
    <CodeView label={label} lines={lines} {...(className === undefined ? {} : { className })}>
      {(line, at) => <Line line={line} pieces={pieces?.[at]} />}
    </CodeView>
  );
}

function Line({ line, pieces }: { readonly line: string; readonly pieces: readonly Piece[] | undefined }) {
  if (pieces === undefined) return line;
  let start = 0;
  return pieces.map(([length, role]) => {
    const at = start;
    start += length;
    return (
      <span key={at} className={colours[role]}>
        {line.slice(at, start)}
      </span>
    );
  });
}
