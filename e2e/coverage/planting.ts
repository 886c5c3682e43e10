import type { LegacySigner } from '#e2e/attachments/legacy-signer';
import { smallSbom } from '#e2e/content/fixtures';
import type { Publisher } from '#e2e/content/publisher';
import type { TruthTag } from '#e2e/coverage/truth';
import type { Workbench } from '#e2e/tools/workbench';
import type { Digest } from '#lib/oci/digest';

/** What plants the truth, and where. */
export type Planting = {
  readonly bench: Workbench;
  readonly publisher: Publisher;
  readonly legacy: LegacySigner;
  readonly host: string;
  /** `host/team/app@digest` of what a tag names. */
  readonly at: (tag: TruthTag) => string;
  readonly digestOf: (tag: TruthTag) => Digest;
};

/** The repository of the planted truth. */
export const truthRepository = 'team/app';

/** An SBOM of its own for each artifact. */
export function sbomOf(name: string) {
  return { ...smallSbom, name };
}
