'use client';
import { FieldList, Section } from '#components/ui/field-list';
import { momentText } from '#components/viewers/claims/build-words.ts';
import { Claim } from '#components/viewers/claims/claim';
import { PartSection } from '#components/viewers/claims/part-section';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';

/** The config of an image: for what it is made, and how it runs. */
export function ConfigViewer({ summary, ...document }: ViewerProps<'image'>) {
  const { entrypoint, command } = summary;
  return (
    <div className="flex flex-col gap-5">
      <Section title="Image">
        <FieldList>
          <Claim name="Platform" value={summary.platform} unsaid="not stated" />
          <Claim
            name="Created"
            value={summary.created === undefined ? undefined : momentText(summary.created)}
            unsaid="not stated"
          />
          <Claim
            name="Layers"
            value={summary.layers === undefined ? undefined : summary.layers.toLocaleString('en')}
          />
          <Claim name="User" value={summary.user} unsaid="root (default)" />
          <Claim name="Entrypoint" value={entrypoint?.join(' ')} isCode />
          <Claim name="Command" value={command?.join(' ')} isCode />
        </FieldList>
      </Section>
      <PartSection {...document} part="fields" title="Other fields" />
    </div>
  );
}
