import { OciError } from '#lib/oci/oci-error';
import { RegistryError } from '#lib/registry/registry-error';
import type { Refusal } from '#lib/transfer/explain-refusal';
import { explainRefusal } from '#lib/transfer/explain-refusal';
import type { StepWork } from '#lib/transfer/plan';
import { StepError } from '#lib/transfer/step-error';

/** What a person reads of a step that failed; undefined for an error that nobody foresaw, whose words may hold anything. */
export function failureOf(error: unknown, work: StepWork): Refusal | undefined {
  if (error instanceof RegistryError) return explainRefusal(error, work);
  if (error instanceof StepError || error instanceof OciError)
    return { code: error.code, reason: error.message };
  if (isDiskFull(error)) return { code: 'disk-full', reason: 'There is no space left on our disk.' };
  return undefined;
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
