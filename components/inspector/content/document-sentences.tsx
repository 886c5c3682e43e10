'use client';
import { useQuery } from '@tanstack/react-query';
import { SummaryLine } from '#components/viewers/rows/summary-line';
import { documentQuery } from '#lib/api/queries/document-queries';
import type { GraphNode } from '#lib/graph/model';
import { isDocumentKind } from '#lib/oci/kind';
import { isManifestMediaType } from '#lib/oci/media-type';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';

type DocumentSentencesProps = { readonly node: GraphNode; readonly repository: Repository };

/** So many documents of one artifact speak here; the others are under Content. */
const shownMax = 3;

/** What the documents of an artifact answer first: "286 packages · 14 licences · made by syft 1.4 on 26 Nov". */
export function DocumentSentences({ node, repository }: DocumentSentencesProps) {
  const isAsked =
    isDocumentKind(node.kind) && isManifestMediaType(node.mediaType) && node.state !== 'missing';
  const query = useQuery({
    ...documentQuery(formatReference(atDigest(repository, node.digest))),
    enabled: isAsked,
  });
  const documents = query.data?.documents ?? [];
  return documents
    .slice(0, shownMax)
    .map(({ blob, index, summary }) =>
      summary === undefined ? null : <SummaryLine key={`${blob.digest} ${index}`} summary={summary} />,
    );
}
