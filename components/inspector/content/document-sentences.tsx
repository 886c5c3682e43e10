'use client';
import { useQuery } from '@tanstack/react-query';
import { buildSentence } from '#components/viewers/claims/build-words.ts';
import { signedSentence } from '#components/viewers/claims/signature-words.ts';
import { SummaryLine } from '#components/viewers/rows/summary-line';
import { documentQuery } from '#lib/api/queries/document-queries';
import type { DocumentSummary } from '#lib/formats/documents/summaries';
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
      summary === undefined ? null : <Sentence key={`${blob.digest} ${index}`} summary={summary} />,
    );
}

/** What a claim says of who, when and what, and what the summary of any other document counts. */
function Sentence({ summary }: { readonly summary: DocumentSummary }) {
  if (summary.of === 'signature') return <Claimed text={signedSentence(summary)} />;
  if (summary.of === 'provenance') return <Claimed text={buildSentence(summary)} />;
  return <SummaryLine summary={summary} />;
}

function Claimed({ text }: { readonly text: string }) {
  return <p className="font-medium [overflow-wrap:anywhere]">{text}</p>;
}
