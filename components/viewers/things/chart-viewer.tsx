'use client';
import { FieldList, Section } from '#components/ui/field-list';
import { Claim } from '#components/viewers/claims/claim';
import { PartSection } from '#components/viewers/claims/part-section';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { ChartSummary } from '#lib/formats/documents/summaries';
import { shorten } from '#lib/text/untrusted-text';
import { ChartFiles } from './chart-files.tsx';

/** A Helm chart: its facts, what it depends on, its README, values and files. */
export function ChartViewer({ summary, ...document }: ViewerProps<'chart'>) {
  const { name, version, appVersion, description, type, dependencies, maintainers = [] } = summary;
  return (
    <div className="flex flex-col gap-5">
      {description === undefined ? null : (
        <p className="text-lg leading-snug [overflow-wrap:anywhere]">{shorten(description)}</p>
      )}
      <Section title="Chart">
        <FieldList>
          <Claim name="Name" value={name} unsaid="not stated" />
          <Claim name="Version" value={version} unsaid="not stated" />
          <Claim name="App version" value={appVersion} />
          <Claim name="Type" value={type} />
          <Claim name="Maintainers" value={maintainers.length === 0 ? undefined : maintainers.join(', ')} />
        </FieldList>
      </Section>
      <Section title="Dependencies">
        {dependencies.length === 0 ? (
          <p className="text-muted">None.</p>
        ) : (
          <Dependencies dependencies={dependencies} />
        )}
      </Section>
      <ChartFiles reference={document.reference} />
      <PartSection {...document} part="fields" title="Fields of Chart.yaml" />
    </div>
  );
}

function Dependencies({ dependencies }: Pick<ChartSummary, 'dependencies'>) {
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">Dependencies</caption>
      <thead>
        <tr className="border-b border-line-strong text-left text-sm text-muted">
          <th scope="col" className="py-1 pr-3 font-semibold">
            Chart
          </th>
          <th scope="col" className="py-1 pr-3 font-semibold">
            Version
          </th>
          <th scope="col" className="py-1 font-semibold">
            From
          </th>
        </tr>
      </thead>
      <tbody>
        {dependencies.map(({ name, version = '', repository = '' }) => (
          <tr key={`${name} ${version} ${repository}`} className="border-b border-line">
            <th scope="row" className="py-1 pr-3 text-left font-normal [overflow-wrap:anywhere]">
              {shorten(name)}
            </th>
            <td className="py-1 pr-3">{shorten(version)}</td>
            <td className="py-1 text-muted [overflow-wrap:anywhere]">{shorten(repository)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
