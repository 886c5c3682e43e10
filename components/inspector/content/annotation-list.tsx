import { Section } from '#components/ui/field-list';
import { findAnnotation, safeUrl } from '#lib/formats/declared/annotations';
import type { Annotations } from '#lib/oci/descriptor';
import { shorten } from '#lib/text/untrusted-text';

type AnnotationListProps = { readonly annotations: Annotations; readonly title?: string };

const shownMax = 200;

/** The annotations as they were written; well-known keys are explained. */
export function AnnotationList({ annotations, title = 'Annotations' }: AnnotationListProps) {
  const entries = Object.entries(annotations);
  if (entries.length === 0) return null;
  return (
    <Section title={title}>
      <dl className="flex flex-col gap-2">
        {entries.slice(0, shownMax).map(([key, value]) => (
          <div key={key} className="border-b border-line pb-2">
            <dt className="flex flex-wrap justify-between gap-x-3">
              <code className="font-mono break-all text-muted">{shorten(key)}</code>
              <span className="text-sm text-faint">{findAnnotation(key)?.title}</span>
            </dt>
            <dd className="max-h-24 overflow-auto break-words [overflow-wrap:anywhere]">
              {findAnnotation(key)?.isUrl === true ? <SafeLink value={value} /> : shorten(value)}
            </dd>
          </div>
        ))}
      </dl>
      {entries.length > shownMax ? (
        <p className="py-2 text-muted">
          and {(entries.length - shownMax).toLocaleString('en')} more, see the manifest
        </p>
      ) : null}
    </Section>
  );
}

/**
 * A text from a registry, as a link where it is a plain web address; it tells the other side nothing about us. Where the
 * text does not name the host that a browser would open, the address itself is shown.
 */
function SafeLink({ value }: { readonly value: string }) {
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
