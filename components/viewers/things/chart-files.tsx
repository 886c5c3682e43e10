'use client';
import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { ProblemPanel } from '#components/ui/feedback/problem-panel';
import { Section } from '#components/ui/field-list';
import { SkeletonRows } from '#components/ui/placeholder';
import { problemOf } from '#components/ui/problem-of.ts';
import { FilesView } from '#components/viewers/files/files-view';
import { TextViewer } from '#components/viewers/text-viewer';
import { manifestQuery } from '#lib/api/queries/content-queries';
import { fileQuery, filesQuery } from '#lib/api/queries/files-queries';
import type { Descriptor } from '#lib/oci/descriptor';
import { parseManifest } from '#lib/oci/manifest';
import { atDigest, formatReference, parseReference } from '#lib/oci/reference';

const MarkdownViewer = dynamic(
  () => import('#components/viewers/markdown-viewer').then((file) => file.MarkdownViewer),
  { ssr: false, loading: () => <Pending /> },
);

/** What is in the archive of a chart: its README, its values, and all of its files. */
export function ChartFiles({ reference }: { readonly reference: string }) {
  const query = useQuery(manifestQuery(reference));
  if (query.data === undefined)
    return query.error === null ? <Pending /> : <ProblemPanel problem={problemOf(query.error)} />;
  const manifest = parseManifest(query.data.bytes, query.data.mediaType);
  const layers = manifest.shape === 'manifest' ? manifest.layers : [];
  // https://helm.sh/docs/topics/registries/#helm-chart-manifest
  const archive = layers.find(({ mediaType }) => mediaType.includes('helm.chart.content'));
  const isSigned = layers.some(({ mediaType }) => mediaType.includes('helm.chart.provenance'));
  return (
    <>
      <p className="text-muted">
        {isSigned
          ? 'The provenance file (.prov) of the chart names the signer.'
          : 'The chart has no provenance file (.prov).'}
      </p>
      {archive === undefined ? (
        <p className="text-warn">The manifest has no chart archive.</p>
      ) : (
        <Archive reference={reference} archive={archive} />
      )}
    </>
  );
}

type ArchiveProps = { readonly reference: string; readonly archive: Descriptor };

/** Bytes of a README or of values that are shown; the list of files gives all of it. */
const textMaxBytes = 256 * 1024;

function Archive({ reference, archive: { digest, size } }: ArchiveProps) {
  const repository = parseReference(reference);
  const ref = formatReference(atDigest(repository, digest));
  const files = useQuery(filesQuery({ ref }));
  const paths = files.data?.entries.map(({ path }) => path) ?? [];
  // The files of the chart itself lie in one folder; those of the charts in it lie deeper.
  const pathOf = (name: RegExp) => paths.find((path) => path.split('/').length === 2 && name.test(path));
  return (
    <>
      <ChartText title="README" place={ref} path={pathOf(/\/readme\.md$/i)} />
      <ChartText title="values.yaml" place={ref} path={pathOf(/\/values\.yaml$/)} />
      <Section title="Files">
        <FilesView repository={repository} archive={digest} size={size} />
      </Section>
    </>
  );
}

type ChartTextProps = {
  readonly title: string;
  readonly place: string;
  /** Undefined: the chart has no such file. */
  readonly path: string | undefined;
};

function ChartText({ title, place, path }: ChartTextProps) {
  const query = useQuery({
    ...fileQuery({ ref: place }, path ?? '', textMaxBytes),
    enabled: path !== undefined,
  });
  if (path === undefined) return null;
  const text = query.data === undefined ? undefined : new TextDecoder().decode(query.data.bytes);
  return (
    <Section title={title}>
      {text === undefined ? (
        query.error === null ? (
          <Pending />
        ) : (
          <ProblemPanel problem={problemOf(query.error)} />
        )
      ) : /\.md$/i.test(path) ? (
        <MarkdownViewer text={text} under={3} className="max-h-[26rem] rounded-md border border-line" />
      ) : (
        <TextViewer label={title} text={text} name={path} className="max-h-[26rem] rounded-md" />
      )}
    </Section>
  );
}

function Pending() {
  return <SkeletonRows count={5} label="Loading the files of the chart" className="h-6 px-0" />;
}
