type CommandTextProps = { readonly text: string; readonly className?: string };

/**
 * A command for a terminal. Of a digest its beginning is shown, as it would fill four lines of a narrow panel; all of it
 * is there for who copies the text or hears it.
 */
export function CommandText({ text, className = '' }: CommandTextProps) {
  return (
    <code className={`font-mono [overflow-wrap:anywhere] ${className}`}>
      <Words text={text} />
    </code>
  );
}

const longDigest = /\b([a-z][a-z0-9]{1,15}:[0-9a-f]{12})([0-9a-f]{20,256})/;

function Words({ text }: Pick<CommandTextProps, 'text'>) {
  const found = longDigest.exec(text);
  if (found === null) return text;
  const [whole, beginning, rest] = found;
  return (
    <>
      {text.slice(0, found.index)}
      <span className="after:content-['…']">{beginning}</span>
      <span className="inline-block w-0 overflow-hidden align-bottom whitespace-nowrap">{rest}</span>
      <Words text={text.slice(found.index + whole.length)} />
    </>
  );
}
