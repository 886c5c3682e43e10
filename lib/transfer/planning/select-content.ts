import type { Digest } from '#lib/oci/digest';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import { topologicalSort } from '#lib/transfer/planning/topological-sort';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';

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
