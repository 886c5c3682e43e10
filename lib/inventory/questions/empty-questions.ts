import type { InventoryQuestions } from './open-inventory-questions.ts';

const nothing = { artifacts: 0, unknown: 0, without: 0 } as const;

/** The answers where nothing was scanned: no database has to be opened for them. */
export const emptyQuestions: InventoryQuestions = {
  named: async () => [],
  search: async () => ({ ...nothing, rows: [], notCompared: [] }),
  coverage: async () => ({ rows: [] }),
  repositories: async () => ({ repositories: [], more: false }),
  trends: async () => ({ ...nothing, days: [], changes: [] }),
  changes: async () => ({ ...nothing, rows: [], more: false }),
  retention: async () => ({ repositories: [] }),
  orphans: async () => ({ ...nothing, rows: [] }),
};
