'use client';
import { useMemo, useState } from 'react';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { CodeView } from '#components/viewers/code-view';
import { indentJson } from '#lib/formats/indent-json';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';
import type { Token } from './code-lines';
import { splitLines, tokenizeJson } from './code-lines';

/** Where a digest in the text leads: a node of this graph, or an address. */
type DigestTarget = { readonly href: string; readonly onOpen?: () => void; readonly title: string };

type JsonViewerProps = {
  readonly label: string;
  readonly text: string;
  readonly targetOf?: (digest: Digest) => DigestTarget | undefined;
  readonly className?: string;
};

const colours = {
  plain: 'text-muted',
  key: 'text-image',
  string: '',
  number: 'text-report',
  word: 'text-attestation',
  digest: 'text-accent',
} as const satisfies Record<Token['kind'], string>;

/** A JSON document as its bytes are, or laid out for reading; digests lead to what they name. */
export function JsonViewer({ label, text, targetOf, className }: JsonViewerProps) {
  const [choice, setChoice] = useState<'exact' | 'indented'>();
  const isOneLine = !text.trimEnd().includes('\n');
  const shown = choice ?? (isOneLine ? 'indented' : 'exact');
  // Measured: a manifest of 4 MB takes 100 to 400 ms to lay out, and this renders whenever the graph grows.
  const lines = useMemo(() => splitLines(shown === 'exact' ? text : indentJson(text)), [text, shown]);
  return (
    <>
      <div className="flex items-center gap-2 px-4 py-2 text-sm text-muted">
        <span className="grow">{shown === 'exact' ? 'The exact bytes' : 'Laid out for reading'}</span>
        <Button look="chip" onClick={() => setChoice(shown === 'exact' ? 'indented' : 'exact')}>
          {shown === 'exact' ? 'Lay out' : 'Show exact bytes'}
        </Button>
        <CopyButton text={text} label="Copy the exact text" />
      </div>
      <CodeView label={label} lines={lines} {...(className === undefined ? {} : { className })}>
        {(line) =>
          tokenizeJson(line).map((token) => <Word key={token.at} token={token} targetOf={targetOf} />)
        }
      </CodeView>
    </>
  );
}

type WordProps = { readonly token: Token; readonly targetOf: JsonViewerProps['targetOf'] };

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
