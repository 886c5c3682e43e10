import type { Answer } from '#lib/graph/model';
import { isOpen } from '#lib/graph/model';
import type { Digest } from '#lib/oci/digest';
import { formatShortDigest } from '#lib/oci/digest';
import type { Notice } from '#lib/transfer/plan';

type Unknown = { readonly digest: Digest; readonly reason: string };

/** What a walk left open about the manifests that belong to the graph; one notice a kind of question. */
export function gapsOfGraph(
  answers: readonly Answer[],
  limits: readonly string[],
  unreadable: ReadonlyMap<Digest, string>,
  graph: ReadonlySet<Digest>,
): readonly Notice[] {
  // Which platform an entry of an index is about does not matter here: the entry itself is known, and is in the plan.
  const open = answers.flatMap((answer) =>
    answer.question === 'referrers' &&
    answer.source !== 'buildkit' &&
    answer.state === 'unknown' &&
    isOpen(answer) &&
    graph.has(answer.about)
      ? [{ digest: answer.about, reason: answer.reason, isElsewhere: answer.source === 'external' }]
      : [],
  );
  // An index with an entry that is no descriptor holds something that cannot be named, and so not be copied.
  const broken = answers.flatMap((answer) =>
    answer.question === 'children' && answer.state === 'unknown'
      ? [{ digest: answer.about, reason: answer.reason }]
      : [],
  );
  const unread = [...[...unreadable].map(([digest, reason]) => ({ digest, reason })), ...broken];
  return [
    ...noticeOf(
      'referrers-unknown',
      'What refers to',
      open.filter(({ isElsewhere }) => !isElsewhere),
    ),
    ...noticeOf(
      'elsewhere-unknown',
      'What other repositories hold about',
      open.filter(({ isElsewhere }) => isElsewhere),
    ),
    ...noticeOf(
      'manifests-unknown',
      'The content of',
      unread.filter(({ digest }) => graph.has(digest)),
    ),
    ...limits.map((text) => ({ code: 'graph-cut', text })),
  ];
}

function noticeOf(code: string, question: string, unknown: readonly Unknown[]): readonly Notice[] {
  const digests = [...new Set(unknown.map(({ digest }) => digest))];
  const [first] = unknown;
  if (first === undefined) return [];
  const what = digests.length === 1 ? formatShortDigest(first.digest) : `${digests.length} manifests`;
  return [{ code, text: `${question} ${what} is unknown: ${first.reason}`, digests }];
}
