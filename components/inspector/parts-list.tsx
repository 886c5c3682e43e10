import { DownloadButton } from '#components/inspector/download/download-button';
import { CopyButton } from '#components/ui/copy-button';
import { Section } from '#components/ui/field-list';
import { KindIcon } from '#components/ui/kind-icon';
import { apiPath } from '#lib/api/routes/api-path';
import type { CheckedNode } from '#lib/graph/check';
import { checkOf, explainCheck, partWithCheck } from '#lib/graph/check';
import { digestParts, formatShortDigest } from '#lib/oci/digest';
import type { Part } from '#lib/oci/kind';
import type { Repository } from '#lib/oci/reference';
import { atDigest, formatReference } from '#lib/oci/reference';
import { shorten } from '#lib/text/untrusted-text';

type PartsListProps = { readonly node: CheckedNode; readonly repository: Repository };

const shownMax = 100;

/** What each layer of an artifact is: some tools keep many documents in one manifest. */
export function PartsList({ node, repository }: PartsListProps) {
  const { parts = [] } = node;
  return (
    <Section title={parts.length === 1 ? '1 part' : `${parts.length.toLocaleString('en')} parts`}>
      <ul aria-label="Parts" className="flex flex-col">
        {keyed(parts.slice(0, shownMax)).map(([key, part]) => (
          <PartRow key={key} part={part} node={node} repository={repository} />
        ))}
      </ul>
      {parts.length > shownMax ? (
        <p className="py-2 text-muted">
          and {(parts.length - shownMax).toLocaleString('en')} more, see the manifest
        </p>
      ) : null}
    </Section>
  );
}

/** Several documents of one file have its digest: the second of them is `sha256:… 2`. */
function keyed(parts: readonly Part[]): readonly (readonly [key: string, part: Part])[] {
  const counts = new Map<string, number>();
  return parts.map((part) => {
    const count = (counts.get(part.digest) ?? 0) + 1;
    counts.set(part.digest, count);
    return [`${part.digest} ${count}`, part];
  });
}

type PartRowProps = PartsListProps & { readonly part: Part };

function PartRow({ part, node, repository }: PartRowProps) {
  const name = `${digestParts(part.digest).encoded.slice(0, 12)}.bin`;
  const thing = partWithCheck(part, node);
  const check = checkOf(thing);
  const isFailed = check?.state === 'failed';
  const envelope = part.envelope === undefined ? '' : ` in ${part.envelope}`;
  return (
    <li className="flex items-center gap-2.5 border-b border-line py-2">
      <KindIcon kind={part.kind} check={check?.state} />
      <div className="min-w-0 grow">
        <p className="truncate font-medium" title={shorten(part.title)}>
          {shorten(part.title)}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          {check === undefined ? null : (
            <span className={isFailed ? 'text-bad' : ''} title={explainCheck(thing)}>
              {check.text}
            </span>
          )}
          <span>{shorten(`${part.format}${envelope}`)}</span>
          <code className="font-mono text-faint" title={part.digest}>
            {formatShortDigest(part.digest)}
          </code>
          <CopyButton text={part.digest} label="Copy digest" className="-my-1.5" />
        </p>
      </div>
      <DownloadButton
        href={apiPath('/api/blob', { ref: formatReference(atDigest(repository, part.digest)), name })}
        name={name}
        size={undefined}
        label={`Download ${shorten(part.title)}`}
        isSmall
      />
    </li>
  );
}
