import type { Digest } from '#lib/oci/digest';
import { blobName, ociLayoutFile } from '#lib/oci/image-layout';
import { parseDigestTag } from '#lib/oci/referrers-tag';
import { archivedBlobs, formatArchiveIndex } from '#lib/transfer/archive-layout';
import type { ArchiveContent } from '#lib/transfer/plan';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import { topologicalSort } from '#lib/transfer/planning/topological-sort';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';
import { tarBytes } from '#lib/transfer/tar-size';

/** The chosen manifests of a graph, and the referrers that were not chosen. */
export type Selection = {
  /** Each after what it names: its children and its subject. */
  readonly order: readonly SurveyedManifest[];
  /** Without the referrers of these. */
  readonly leftOut: readonly SurveyedManifest[];
};

/** Which parts of a graph a person chose. */
export type ContentChoice = { readonly referrers: ReferrersChoice };

/**
 * The manifests below these roots that a choice includes, each once. The choice decides about referrers of the content
 * itself, by artifactType; the referrers of a chosen referrer (the signature of an SBOM) are always included.
 */
export function selectContent(survey: Survey, roots: readonly Digest[], choice: ContentChoice): Selection {
  const chosen = new Map<Digest, SurveyedManifest>();
  const rejected = new Map<Digest, SurveyedManifest>();
  const pending = roots.map((digest) => ({ digest, isReferrer: false }));
  // The loop also visits what it appends.
  for (const { digest, isReferrer } of pending) {
    const manifest = survey.manifests.get(digest);
    if (manifest === undefined || chosen.has(digest)) continue;
    chosen.set(digest, manifest);
    for (const child of manifest.children) pending.push({ digest: child.digest, isReferrer });
    for (const referrer of referrersOf(survey, digest)) {
      const isChosen = isReferrer || fits(choice.referrers, referrer);
      if (isChosen) pending.push({ digest: referrer.content.digest, isReferrer: true });
      else rejected.set(referrer.content.digest, referrer);
    }
  }
  const leftOut = [...rejected.values()].filter(({ content }) => !chosen.has(content.digest));
  return { order: dependencyOrder(chosen), leftOut };
}

/** The manifests in an order in which each follows those that it names: its children and its subject. */
function dependencyOrder(manifests: ReadonlyMap<Digest, SurveyedManifest>): readonly SurveyedManifest[] {
  const dependenciesOf = (digest: Digest) => {
    const manifest = manifests.get(digest);
    if (manifest === undefined) return [];
    const { children, subject } = manifest;
    const named = [...children.map((child) => child.digest), ...(subject === undefined ? [] : [subject])];
    return named.filter((each) => manifests.has(each));
  };
  return topologicalSort(manifests.keys(), dependenciesOf).flatMap((digest) => manifests.get(digest) ?? []);
}

function referrersOf({ referrers, manifests }: Survey, subject: Digest): readonly SurveyedManifest[] {
  return (referrers.get(subject) ?? [])
    .filter(({ elsewhere }) => elsewhere === undefined)
    .flatMap(({ digest }) => manifests.get(digest) ?? []);
}

function fits(choice: ReferrersChoice, { content }: SurveyedManifest): boolean {
  if (choice === 'all' || choice === 'none') return choice === 'all';
  return choice.includes(content.artifactType ?? content.mediaType);
}

/** The content of an archive of a whole graph, with its tag and the tags that cosign before 3.0 made. */
export function selectArchiveContent(survey: Survey, withLayers: boolean): ArchiveContent {
  const { order } = selectContent(survey, [survey.root], { referrers: 'all' });
  const included = new Set(order.map(({ content }) => content.digest));
  const cosign = [...survey.tags].flatMap(([tag, digest]) => {
    const made = parseDigestTag(tag);
    return made === undefined || made.purpose === 'referrers' || !included.has(digest)
      ? []
      : [{ tag, digest }];
  });
  const own = survey.tag === undefined ? [] : [{ tag: survey.tag, digest: survey.root }];
  const manifests = order.map(({ content }) => content);
  return { manifests, absent: absentContent(order), tags: [...own, ...cosign], withLayers };
}

/** What these manifests name that is neither one of them nor a blob of the registry. */
export function absentContent(manifests: readonly SurveyedManifest[]): readonly Digest[] {
  const taken = new Set(manifests.map(({ content }) => content.digest));
  const named = manifests.flatMap(({ children, absent }) => [...children, ...absent]);
  return [...new Set(named.map(({ digest }) => digest).filter((digest) => !taken.has(digest)))];
}

/** The size of the archive of a graph in bytes, computed before anything is read. */
export function predictArchiveSize(survey: Survey, content: ArchiveContent): number {
  const sizes = new Map<Digest, number>();
  for (const { digest, size } of content.manifests) {
    const manifest = survey.manifests.get(digest);
    const blobs = manifest === undefined ? [] : carried(manifest, content);
    for (const blob of blobs) if (!sizes.has(blob.digest)) sizes.set(blob.digest, blob.size);
    sizes.set(digest, size);
  }
  return tarBytes([
    { name: 'oci-layout', size: ociLayoutFile.length },
    { name: 'index.json', size: new TextEncoder().encode(formatArchiveIndex(content)).byteLength },
    ...[...sizes].map(([digest, size]) => ({ name: blobName(digest), size })),
  ]);
}

function carried({ content, blobs }: SurveyedManifest, { withLayers }: ArchiveContent) {
  return archivedBlobs(content.mediaType, blobs, withLayers);
}
