import { mediaTypes } from '#lib/oci/media-type';
import type { PlanDraft } from '#lib/transfer/plan';
import type { CopyChoice, CopySource } from '#lib/transfer/planning/copy-set';
import { selectCopySet } from '#lib/transfer/planning/copy-set';
import { planCopy } from '#lib/transfer/planning/plan-copy';
import type { Survey } from '#lib/transfer/survey/survey';
import type { TargetState } from '#lib/transfer/target';
import type { Sketch } from './make-survey.ts';
import { named } from './make-survey.ts';

/** An index of two platforms with an SBOM, and signatures of the SBOM and of one platform. */
export const imageSketch = {
  index: { children: ['amd64', 'arm64'] },
  amd64: { blobs: ['config-a', 'base', 'a'], platform: 'linux/amd64' },
  arm64: { blobs: ['config-b', 'base', 'b'], platform: 'linux/arm64' },
  sbom: { subject: 'index', blobs: ['empty', 'spdx'], artifactType: 'application/spdx+json' },
  'sbom-signature': { subject: 'sbom', blobs: ['empty', 'jws'], artifactType: 'application/signature' },
  'arm64-signature': { subject: 'arm64', blobs: ['empty', 'jws-2'], artifactType: 'application/signature' },
} as const satisfies Record<string, Sketch>;

const elsewhere = { registry: 'target.example', repository: 'mirror/app' };

/** A target that has nothing, and a free tag. */
export function emptyTarget(more: Partial<TargetState> = {}): TargetState {
  return {
    at: elsewhere,
    present: new Set(),
    tags: new Map([['1.0', null]]),
    isNew: true,
    gaps: [],
    ...more,
  };
}

/** The plan to copy a survey with all its referrers, unless the choice says otherwise. */
export function planCopyExample(
  survey: Survey,
  choice: Partial<CopyChoice & Omit<CopySource, 'survey'>> & { readonly accept?: readonly string[] } = {},
  facts = emptyTarget(),
): PlanDraft {
  const { referrers = 'all', platforms, tags = ['1.0'], rootBytes, accept } = choice;
  const source = { survey, tags, ...(rootBytes === undefined ? {} : { rootBytes }) };
  const copySet = selectCopySet(source, { referrers, ...(platforms === undefined ? {} : { platforms }) });
  return planCopy({ title: 'Copy', copySets: [copySet], target: facts, accept });
}

/** An entry of an index for a platform, `linux/amd64`. */
export const entryFor = (text: string, name: string) => {
  const [os, architecture] = text.split('/');
  return { mediaType: mediaTypes.ociManifest, digest: named(name), size: 10, platform: { os, architecture } };
};

/** The bytes of an index with these entries. */
export const bytesOf = (...manifests: readonly unknown[]) =>
  new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, manifests }));

/** The bytes of the index of the example. */
export const indexBytes = bytesOf(entryFor('linux/amd64', 'amd64'), entryFor('linux/arm64', 'arm64'));

/** Three entries, of which two are one manifest for two platforms. */
export const threePlatforms = [
  entryFor('linux/amd64', 'amd64'),
  entryFor('linux/arm64', 'arm64'),
  entryFor('linux/riscv64', 'arm64'),
];
