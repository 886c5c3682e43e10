import type { Planners } from '#lib/server/changes/make-plan';
import { refuse } from '#lib/server/changes/refuse';

const missing = async (): Promise<never> => {
  throw refuse('unsupported', 'Orrery cannot plan this yet.');
};

/** Who plans what. */
export const planners: Planners = {
  delete: missing,
  copy: missing,
  attach: missing,
  tag: missing,
  import: missing,
  repair: missing,
};
