'use client';
import { FieldList, Section } from '#components/ui/field-list';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { Claim } from './claim.tsx';
import { PartSection } from './part-section.tsx';

/** What a person asks first of a document of any other kind, then all that it says as tables. */
export function FactsViewer({ summary: { facts }, ...document }: ViewerProps<'facts'>) {
  return (
    <div className="flex flex-col gap-5">
      {facts.length === 0 ? null : (
        <Section title="What it says">
          <FieldList>
            {facts.map(({ name, value }) => (
              <Claim
                key={`${name} ${value}`}
                name={name}
                value={value}
                isCode={/^[a-z0-9]+:[0-9a-f]{32,}$/.test(value)}
              />
            ))}
          </FieldList>
        </Section>
      )}
      <PartSection {...document} part="checks" title="Checks" />
      <PartSection {...document} part="materials" title="Materials" />
      <PartSection {...document} part="files" title="Files" />
      <PartSection {...document} part="fields" title="Fields" />
    </div>
  );
}
