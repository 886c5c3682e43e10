import type { PlanDocument, PlanStep } from '#lib/api/contract/plan-contract';
import type { Digest } from '#lib/oci/digest';
import { parseDigest } from '#lib/oci/digest';

export function exampleDigest(digit: string): Digest {
  return parseDigest(`sha256:${digit.repeat(64)}`);
}

export function exampleStep(id: string, verb: PlanStep['verb'], more: Partial<PlanStep> = {}): PlanStep {
  return { id, verb, target: `registry.example/app:${id}`, detail: '', after: [], ...more };
}

/** A move of one manifest with one blob of a thousand bytes; its subject stays. */
export const examplePlan: PlanDocument = {
  id: 'p1',
  action: 'move',
  title: 'Move registry.example/app:1 to registry.example/other',
  request: { action: 'move', from: 'registry.example/app:1', to: 'registry.example/other' },
  root: exampleDigest('1'),
  steps: [
    exampleStep('a', 'copy-blob', { bytes: 1000 }),
    exampleStep('b', 'copy-manifest', { node: exampleDigest('1'), after: ['a'] }),
    exampleStep('c', 'delete-manifest', { node: exampleDigest('1'), after: ['b'] }),
  ],
  kept: [{ digest: exampleDigest('2'), why: 'Another tag points to it.' }],
  warnings: [],
  blockers: [],
  totals: { steps: 3, manifests: 1, blobs: 1, bytes: 1000 },
  created: '2026-11-25T00:00:00Z',
  expires: '2026-11-25T01:00:00Z',
};
