import type { Digest } from '#lib/oci/digest';
import type { SurveyedManifest } from '#lib/transfer/survey/survey';

/** Manifests so that each comes after what it names: its children and its subject. Hashes allow no circles. */
export function dependencyOrder(
  manifests: ReadonlyMap<Digest, SurveyedManifest>,
): readonly SurveyedManifest[] {
  const ordered: SurveyedManifest[] = [];
  const begun = new Set<Digest>();
  for (const start of manifests.keys()) {
    // By hand, as chains of referrers may be longer than the stack.
    const path: { readonly digest: Digest; readonly needs: Digest[] }[] = [];
    const enter = (digest: Digest) => {
      const manifest = manifests.get(digest);
      if (manifest === undefined || begun.has(digest)) return;
      begun.add(digest);
      path.push({ digest, needs: needsOf(manifest).toReversed() });
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const need = top.needs.pop();
      if (need !== undefined) {
        enter(need);
        continue;
      }
      path.pop();
      const manifest = manifests.get(top.digest);
      if (manifest !== undefined) ordered.push(manifest);
    }
  }
  return ordered;
}

/** The manifests that one names itself. */
function needsOf({ children, subject }: SurveyedManifest): Digest[] {
  const digests = children.map(({ digest }) => digest);
  return subject === undefined ? digests : [...digests, subject];
}
