import type { Digest } from '#lib/oci/digest';
import type { ReferrersChoice } from '#lib/transfer/plan-request';
import { dependencyOrder } from '#lib/transfer/planning/dependency-order';
import type { Survey, SurveyedManifest } from '#lib/transfer/survey/survey';

/** What goes along and what does not; `order` has whatever a manifest names before it: children and subjects. */
export type Selection = {
  readonly order: readonly SurveyedManifest[];
  /** Referrers that were not chosen; what hangs on them is not counted. */
  readonly leftOut: readonly SurveyedManifest[];
};

/** Which parts of a graph are wanted. */
export type ContentChoice = { readonly referrers: ReferrersChoice };

/**
 * The manifests of a graph that a choice takes, each once. A referrer is chosen by its artifactType at what is copied
 * for itself; what refers to a chosen referrer (the signature of an SBOM) always goes with it.
 */
export function selectContent(survey: Survey, roots: readonly Digest[], choice: ContentChoice): Selection {
  const chosen = new Map<Digest, SurveyedManifest>();
  const refused = new Map<Digest, SurveyedManifest>();
  const waiting = roots.map((digest) => ({ digest, isReferrer: false }));
  // An array that grows while it is walked: what is found is walked as well.
  for (const { digest, isReferrer } of waiting) {
    const manifest = survey.manifests.get(digest);
    if (manifest === undefined || chosen.has(digest)) continue;
    chosen.set(digest, manifest);
    for (const child of manifest.children) waiting.push({ digest: child.digest, isReferrer });
    for (const referrer of referrersOf(survey, digest)) {
      const isChosen = isReferrer || fits(choice.referrers, referrer);
      if (isChosen) waiting.push({ digest: referrer.content.digest, isReferrer: true });
      else refused.set(referrer.content.digest, referrer);
    }
  }
  const leftOut = [...refused.values()].filter(({ content }) => !chosen.has(content.digest));
  return { order: dependencyOrder(chosen), leftOut };
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
