'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import type { Components } from 'react-markdown';
import Markdown from 'react-markdown';
import rehypeSanitize, { defaultSchema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import { Button } from '#components/ui/button';
import { CopyButton } from '#components/ui/copy-button';
import { safeUrl } from '#lib/formats/declared/annotations';
import { showHidden } from '#lib/text/untrusted-text';
import { nestHeadings } from './nest-headings.ts';
import { TextViewer } from './text-viewer.tsx';

type MarkdownViewerProps = {
  readonly text: string;
  readonly className: string;
  /** The level of the heading that it stands under. */
  readonly under?: 2 | 3;
};

// What a stranger wrote may have no ids, classes or pictures: pictures would tell their host who reads.
const schema = {
  ...defaultSchema,
  tagNames: (defaultSchema.tagNames ?? []).filter((name) => name !== 'img' && name !== 'picture'),
  attributes: { a: ['href'], th: ['align'], td: ['align'], ol: ['start'] },
  clobber: [],
};

const components: Components = {
  a: ({ href, children }) => {
    const url = href === undefined ? undefined : safeUrl(href);
    return url === undefined ? (
      <span>{children}</span>
    ) : (
      <a href={url} title={url} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
    );
  },
};

/** Markdown from a registry: no HTML, no pictures, links that show where they lead; or the text as it was written. */
export function MarkdownViewer({ text, className, under = 2 }: MarkdownViewerProps) {
  const [isSource, setSource] = useState(false);
  return (
    <>
      <div className="flex items-center gap-2 border-t border-line px-4 py-2 text-sm text-muted">
        <span className="grow">{isSource ? 'The exact text' : 'Formatted'}</span>
        <Button look="chip" onClick={() => setSource(!isSource)}>
          {isSource ? 'Format' : 'Show source'}
        </Button>
        <CopyButton text={text} label="Copy the exact text" />
      </div>
      {isSource ? (
        <TextViewer label="Content" text={text} className={className} />
      ) : (
        <section aria-label="Content" className={clsx('prose overflow-auto bg-sunken px-4 py-3', className)}>
          <Markdown
            skipHtml
            remarkPlugins={[remarkGfm]}
            rehypePlugins={[[rehypeSanitize, schema], () => nestHeadings(under)]}
            components={components}
          >
            {showHidden(text)}
          </Markdown>
        </section>
      )}
    </>
  );
}
