import type { Digest } from '#lib/oci/digest';
import { formatReference } from '#lib/oci/reference';
import type { Step } from '#lib/transfer/plan';
import type { Deletion } from '#lib/transfer/planning/delete/what-goes';

/** The step that removes a tag and nothing else, in the way that the registry has for it. */
export function untagStep(
  { survey, capabilities }: Pick<Deletion, 'survey' | 'capabilities'>,
  tag: string,
  digest: Digest,
  told: Pick<Step, 'id' | 'after' | 'detail'>,
): Step {
  return {
    verb: capabilities.deletesTags === false ? 'untag-by-placeholder' : 'untag',
    ...told,
    at: survey.at,
    tag,
    digest,
    target: formatReference({ ...survey.at, tag }),
    node: digest,
  };
}
