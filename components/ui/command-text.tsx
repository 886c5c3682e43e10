type TextProps = { readonly text: string };

/** A command for a terminal, its digests shown by their beginnings: they would fill four lines of a narrow panel. */
export function CommandText({ text, className = '' }: TextProps & { readonly className?: string }) {
  return (
    <code className={`font-mono [overflow-wrap:anywhere] ${className}`}>
      <ShortDigests text={text} />
    </code>
  );
}

const longDigest = /\b([a-z][a-z0-9]{1,15}:[0-9a-f]{12})([0-9a-f]{20,256})/;

/** A text in which of each digest the beginning is shown; all of it is there for who copies the text or hears it. */
export function ShortDigests({ text }: TextProps) {
  const found = longDigest.exec(text);
  if (found === null) return text;
  const [whole, beginning, rest] = found;
  return (
    <>
      {text.slice(0, found.index)}
      <span className="whitespace-nowrap">
        <span className="after:content-['…']">{beginning}</span>
        <span className="inline-block w-0 overflow-hidden align-bottom">{rest}</span>
      </span>
      <ShortDigests text={text.slice(found.index + whole.length)} />
    </>
  );
}
