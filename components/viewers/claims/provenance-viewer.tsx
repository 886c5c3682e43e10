'use client';
import { FieldList, Section } from '#components/ui/field-list';
import { TextViewer } from '#components/viewers/text-viewer';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import { buildDuration, buildSentence, momentText, unsaidOfBuild } from './build-words.ts';
import { Claim } from './claim.tsx';
import { PartSection } from './part-section.tsx';

/** Who built it from what: one sentence, then each claim, the materials, the parameters and the texts of the build. */
export function ProvenanceViewer({ summary, ...document }: ViewerProps<'provenance'>) {
  const { source, texts = [] } = summary;
  const unsaid = unsaidOfBuild(summary);
  const moment = (time: string | undefined) => (time === undefined ? undefined : momentText(time));
  return (
    <div className="flex flex-col gap-5">
      <p className="text-lg leading-snug [overflow-wrap:anywhere]">{buildSentence(summary)}</p>
      <Section title="What it says">
        <FieldList>
          <Claim name="Builder" value={summary.builder} unsaid="not stated" />
          <Claim name="Build type" value={summary.buildType} />
          <Claim name="Source" value={source?.uri} unsaid="not stated" />
          <Claim name="Revision" value={source?.digest} isCode />
          <Claim name="Ref" value={source?.ref} />
          <Claim name="Workflow" value={summary.entryPoint} />
          <Claim name="Run" value={summary.invocation} />
          <Claim name="Started" value={moment(summary.startedOn)} />
          <Claim
            name="Finished"
            value={moment(summary.finishedOn)}
            note={durationNote(buildDuration(summary))}
          />
          <Claim name="Platform" value={summary.platform} />
          <Claim
            name="Reproducible"
            value={
              summary.reproducible === undefined
                ? undefined
                : summary.reproducible
                  ? 'yes, as it states'
                  : 'no'
            }
          />
        </FieldList>
        {unsaid.length === 0 ? null : (
          <p className="mt-2 text-muted">It does not say {new Intl.ListFormat('en').format(unsaid)}.</p>
        )}
      </Section>
      <PartSection {...document} part="materials" title="Materials" />
      <PartSection {...document} part="files" title="Files" />
      <PartSection {...document} part="checks" title="Checks" />
      <PartSection {...document} part="fields" title="Parameters and other fields" />
      {texts.map(({ name, text }) => (
        <Section key={name} title={name}>
          <TextViewer label={name} text={text} name={name} className="max-h-[26rem] rounded-md" />
        </Section>
      ))}
    </div>
  );
}

function durationNote(duration: string | undefined): string | undefined {
  return duration === undefined ? undefined : `after ${duration}`;
}
