import { safeUrl } from '#lib/formats/declared/annotations';
import { shorten } from '#lib/text/untrusted-text';

/**
 * A text from a registry, as a link where it is a plain web address; it tells the other side nothing about us. Where the
 * text does not name the host that a browser would open, the address itself is shown.
 */
export function SafeLink({ value }: { readonly value: string }) {
  const url = safeUrl(value);
  if (url === undefined) return <>{shorten(value)}</>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="underline decoration-line-strong underline-offset-2 hover:decoration-current"
    >
      {shorten(value.includes(`//${new URL(url).host}`) ? value : url)}
    </a>
  );
}
