import { digestOf } from '#e2e/faults/scratch-registry';
import { planRequestSchema } from '#lib/api/contract/plan-request-contract';
import type { Plan, Step } from '#lib/transfer/plan';

const at = { registry: 'localhost:5000', repository: 'acme/app' } as const;

/** A plan that takes some tags away, one step each; `changes` replaces parts of it. */
export function fakePlan(id: string, steps: number, changes: Partial<Plan> = {}): Plan {
  return {
    id,
    action: 'delete',
    title: 'Delete localhost:5000/acme/app:1.0',
    request: planRequestSchema.parse({ action: 'delete', ref: 'localhost:5000/acme/app:1.0', scope: 'tag' }),
    steps: Array.from({ length: steps }, (_, index) => fakeStep(`s${index}`)),
    kept: [],
    warnings: [],
    blockers: [],
    totals: { steps, manifests: 0, blobs: 0, bytes: 0 },
    created: '2026-01-02T03:00:00Z',
    expires: '2026-01-02T03:30:00Z',
    ...changes,
  };
}

/** A step that archives nothing. */
export const fakeArchiveStep: Step = {
  id: 'archive',
  verb: 'archive',
  at,
  content: { manifests: [], tags: [], withLayers: true },
  after: [],
  target: 'localhost:5000/acme/app',
  detail: 'Saves everything.',
};

/** A step that takes the tag of its own name away. */
function fakeStep(id: string): Step {
  const target = `localhost:5000/acme/app:${id}`;
  return { id, verb: 'untag', at, tag: id, digest: digestOf(id), after: [], target, detail: 'A tag goes.' };
}
