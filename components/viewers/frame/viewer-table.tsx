import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { SkeletonRows } from '#components/ui/placeholder';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { DocumentSummary } from '#lib/formats/documents/summaries';

type ViewerTable = { readonly [Of in DocumentSummary['of']]?: ComponentType<ViewerProps<Of>> };

/** The viewer of each kind of document, loaded when it is needed. What has none is shown as text. */
const viewers: ViewerTable = {
  sbom: dynamic(() => import('#components/viewers/sbom/sbom-viewer').then((file) => file.SbomViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  report: dynamic(
    () => import('#components/viewers/findings/findings-viewer').then((file) => file.FindingsViewer),
    { ssr: false, loading: () => <Pending /> },
  ),
  vex: dynamic(() => import('#components/viewers/vex/vex-viewer').then((file) => file.VexViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  tests: dynamic(() => import('#components/viewers/rows/tests-viewer').then((file) => file.TestsViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  provenance: dynamic(
    () => import('#components/viewers/claims/provenance-viewer').then((file) => file.ProvenanceViewer),
    {
      ssr: false,
      loading: () => <Pending />,
    },
  ),
  signature: dynamic(
    () => import('#components/viewers/claims/signature-viewer').then((file) => file.SignatureViewer),
    {
      ssr: false,
      loading: () => <Pending />,
    },
  ),
  facts: dynamic(() => import('#components/viewers/claims/facts-viewer').then((file) => file.FactsViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  chart: dynamic(() => import('#components/viewers/things/chart-viewer').then((file) => file.ChartViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  model: dynamic(() => import('#components/viewers/things/model-viewer').then((file) => file.ModelViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  image: dynamic(() => import('#components/viewers/things/config-viewer').then((file) => file.ConfigViewer), {
    ssr: false,
    loading: () => <Pending />,
  }),
  module: dynamic(
    () => import('#components/viewers/things/module-viewer').then((file) => file.ModuleViewer),
    {
      ssr: false,
      loading: () => <Pending />,
    },
  ),
};

function Pending() {
  return <SkeletonRows count={8} label="Loading the viewer" className="h-7 px-0" />;
}

/** The viewer for a summary; undefined where a document can only be shown as it is. */
export function viewerOf<Of extends DocumentSummary['of']>(
  of: Of,
): ComponentType<ViewerProps<Of>> | undefined {
  return viewers[of];
}

/** Whether a document of this summary can be shown as more than its bytes. */
export function hasViewer(of: DocumentSummary['of']): boolean {
  return viewers[of] !== undefined;
}
