import { readReference } from '#components/changes/request/read-name.ts';
import type { PlanRequest } from '#lib/api/contract/plan-contract';
import { mediaTypes } from '#lib/oci/media-type';

/** What was written about an artifact that is to get a subject; the last two are for a subject that is not there yet. */
export type Adoption = {
  readonly artifact: string;
  readonly subject: string;
  readonly size: string;
  readonly isIndex: boolean;
};

/** Whether the size of the subject is a number, or left open. */
export function isSize(text: string): boolean {
  return /^(?:[1-9]\d{0,9})?$/.test(text.trim());
}

/** The request for it; undefined while something is missing or wrong. */
export function adoptionRequest({ artifact, subject, size, isIndex }: Adoption): PlanRequest | undefined {
  const [pushed, about] = [readReference(artifact), readReference(subject)];
  if (pushed.state !== 'good' || about.state !== 'good' || !isSize(size)) return undefined;
  const described = {
    subjectSize: Number(size.trim()),
    subjectMediaType: isIndex ? mediaTypes.ociIndex : mediaTypes.ociManifest,
  };
  return {
    action: 'attach',
    artifact: pushed.text,
    subject: about.text,
    ...(size.trim() === '' ? {} : described),
  };
}
