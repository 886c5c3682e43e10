import { KindIcon } from '#components/ui/kind-icon';
import { PageLink } from '#components/ui/page-link';
import { formatShortDigest } from '#lib/oci/digest';
import { textPath } from '#lib/oci/location';
import type { StoredArtifact } from '#lib/retention/repository-facts';
import { formatAge, formatBytes } from '#lib/text/format';
import { primaryFirst } from '#lib/text/primary-tag';
import { shorten } from '#lib/text/untrusted-text';

type ArtifactNameProps = {
  /** `host/name` */
  readonly repository: string;
  readonly artifact: StoredArtifact;
  /** Shown in place of its own tags. */
  readonly tags: readonly string[];
  /** Retention rules that its graph previews; left out, it previews none. */
  readonly keep?: string | undefined;
};

/** What an artifact is called, as a link to it, with its digest below where it has a name. */
export function ArtifactName({ repository, artifact, tags, keep }: ArtifactNameProps) {
  const { digest, kind, title } = artifact;
  const name = tags.length === 0 ? shorten(title) : primaryFirst(tags).join(', ');
  return (
    <span className="flex min-w-0 items-start gap-2">
      <span className="mt-0.5 shrink-0">
        <KindIcon kind={kind} size={16} />
      </span>
      <span className="min-w-0">
        <PageLink
          href={`${textPath(`${repository}@${digest}`)}${keep === undefined ? '' : `?keep=${encodeURIComponent(keep)}`}`}
          className="underline decoration-line-strong underline-offset-2 [overflow-wrap:anywhere] hover:decoration-current"
        >
          {name}
        </PageLink>
        <span className="block text-sm text-muted [overflow-wrap:anywhere]">
          {tags.length === 0 ? '' : `${shorten(title)} · `}
          {formatShortDigest(digest)}
        </span>
      </span>
    </span>
  );
}

/** How large and how old it is, as far as it is known. */
export function ArtifactFacts({
  artifact,
  now,
}: {
  readonly artifact: StoredArtifact;
  readonly now: number;
}) {
  const { size, created } = artifact;
  const age = created === undefined ? undefined : formatAge(created, now);
  return (
    <span className="text-sm whitespace-nowrap text-muted tabular-nums">
      {[size === undefined ? 'size unknown' : formatBytes(size), age ?? 'no date'].join(' · ')}
    </span>
  );
}
