import { safeUrl } from '#lib/formats/declared/annotations';
import { shorten } from '#lib/text/untrusted-text';

/**
 * An address out of a document, as the text that it is; where it is a plain web address a click opens it, and tells the
 * other side nothing about us.
 */
export function OutsideLink({ value }: { readonly value: string }) {
  const url = safeUrl(value);
  if (url === undefined) return <span className="[overflow-wrap:anywhere]">{shorten(value)}</span>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="underline decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] hover:decoration-current"
    >
      {shorten(url)}
    </a>
  );
}
