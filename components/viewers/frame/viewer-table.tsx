import type { ComponentType } from 'react';
import type { ViewerProps } from '#components/viewers/viewer-props.ts';
import type { DocumentSummary } from '#lib/formats/documents/summaries';

type ViewerTable = { readonly [Of in DocumentSummary['of']]?: ComponentType<ViewerProps<Of>> };

/** The viewer of each kind of document, loaded when it is needed. What has none is shown as text. */
const viewers: ViewerTable = {};

/** The viewer for a summary; undefined where a document can only be shown as it is. */
export function viewerOf<Of extends DocumentSummary['of']>(
  of: Of,
): ComponentType<ViewerProps<Of>> | undefined {
  return viewers[of];
}
