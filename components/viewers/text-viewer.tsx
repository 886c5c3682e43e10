'use client';
import { CodeView } from '#components/viewers/code-view';
import { splitLines } from './code-lines';

type TextViewerProps = { readonly label: string; readonly text: string; readonly className?: string };

/** A text as it is. */
export function TextViewer({ label, text, className }: TextViewerProps) {
  return (
    <CodeView label={label} lines={splitLines(text)} {...(className === undefined ? {} : { className })}>
      {(line) => line}
    </CodeView>
  );
}
