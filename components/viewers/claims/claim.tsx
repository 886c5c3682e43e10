import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '#components/ui/copy-button';
import { Field } from '#components/ui/field-list';
import { safeUrl } from '#lib/formats/declared/annotations';
import { shorten } from '#lib/text/untrusted-text';

type ClaimProps = {
  readonly name: string;
  readonly value: string | undefined;
  /** What stands where the document says nothing; without it the row is left out. */
  readonly unsaid?: string;
  /** Said beside the value. */
  readonly note?: ReactNode;
  readonly isCode?: boolean;
};

/** One thing that a document says: an address can be opened, it and a digest can be copied. */
export function Claim({ name, value, unsaid, note, isCode = false }: ClaimProps) {
  if (value === undefined || value === '')
    return unsaid === undefined ? null : (
      <Field name={name}>
        <span className="text-faint">{unsaid}</span>
      </Field>
    );
  const url = safeUrl(value.replace(/^git\+/, ''));
  const text = shorten(value);
  return (
    <Field name={name}>
      <span className="flex items-start gap-1">
        <span className={isCode ? 'font-mono text-sm break-all' : 'min-w-0 [overflow-wrap:anywhere]'}>
          {text}
          {note === undefined ? null : <span className="text-muted"> {note}</span>}
        </span>
        {isCode || url !== undefined ? (
          <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} className="-my-1" />
        ) : null}
        {url === undefined ? null : (
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            aria-label={`Open ${text}`}
            title="Opens another site"
            className="-my-1 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-sunken hover:text-text"
          >
            <ExternalLink size={14} aria-hidden="true" />
          </a>
        )}
      </span>
    </Field>
  );
}
