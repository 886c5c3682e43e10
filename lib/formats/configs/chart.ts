import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { ChartSummary } from '#lib/formats/documents/summaries';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';

/**
 * The metadata of a Helm chart (https://helm.sh/docs/topics/charts/#the-chartyaml-file): `Chart.yaml`, which the config of
 * its artifact holds as JSON.
 */
export function readChart(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const name = textAt(value, 'name');
  const version = textAt(value, 'version');
  const isChart = /^v[12]$/.test(textAt(value, 'apiVersion') ?? '') && at(value, 'kind') === undefined;
  if (!isChart || name === undefined || version === undefined) return undefined;
  return given<DocumentReading>({
    kind: 'chart',
    format: 'helm-chart',
    version: textAt(value, 'apiVersion'),
    title: `Helm chart ${cleanText(`${name} ${version}`)}`,
    summary: context.isWhole ? () => ({ of: 'chart', ...summarise(value) }) : undefined,
    rows: { fields: () => flattenJson(value) },
  });
}

function summarise(value: unknown): ChartSummary {
  const maintainers = listAt(value, 'maintainers').flatMap(
    (maintainer) => textAt(maintainer, 'name') ?? textAt(maintainer, 'email') ?? [],
  );
  return given<ChartSummary>({
    name: textAt(value, 'name'),
    version: textAt(value, 'version'),
    appVersion: textAt(value, 'appVersion'),
    description: textAt(value, 'description'),
    type: textAt(value, 'type'),
    dependencies: listAt(value, 'dependencies').map((dependency) =>
      given<ChartSummary['dependencies'][number]>({
        name: textAt(dependency, 'alias') ?? textAt(dependency, 'name') ?? '',
        version: textAt(dependency, 'version'),
        repository: textAt(dependency, 'repository'),
      }),
    ),
    maintainers: maintainers.length === 0 ? undefined : maintainers,
  });
}
