import { Section } from '#components/ui/field-list';
import type { PlainPartName } from '#components/viewers/rows/plain-parts';
import { PlainPartTable } from '#components/viewers/rows/plain-parts';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';

type PartSectionProps = Pick<ViewerProps<'facts'>, 'reference' | 'entry'> & {
  readonly part: PlainPartName;
  readonly title: string;
};

/** The rows of one part of a document under a heading; nothing where the document has no such part. */
export function PartSection({ reference, entry, part, title }: PartSectionProps) {
  const found = entry.parts.find(({ name }) => name === part);
  return found === undefined || found.count === 0 ? null : (
    <Section title={title}>
      <PlainPartTable reference={reference} entry={entry} part={part} />
    </Section>
  );
}
