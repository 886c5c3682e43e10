'use client';
import { FieldList, Section } from '#components/ui/field-list';
import { Claim } from '#components/viewers/claims/claim';
import { PartSection } from '#components/viewers/claims/part-section';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';

/** A machine-learning model as its config describes it. */
export function ModelViewer({ summary, ...document }: ViewerProps<'model'>) {
  const { licences = [] } = summary;
  return (
    <div className="flex flex-col gap-5">
      <Section title="Model">
        <FieldList>
          <Claim name="Name" value={summary.name} unsaid="not stated" />
          <Claim name="Version" value={summary.version} />
          <Claim name="Family" value={summary.family} />
          <Claim name="Architecture" value={summary.architecture} />
          <Claim name="Parameters" value={summary.parameters} unsaid="not stated" />
          <Claim name="Quantization" value={summary.quantization} />
          <Claim
            name="Licences"
            value={licences.length === 0 ? undefined : licences.join(', ')}
            unsaid="not stated"
          />
        </FieldList>
      </Section>
      <PartSection {...document} part="files" title="Files" />
      <PartSection {...document} part="fields" title="Other fields" />
    </div>
  );
}
