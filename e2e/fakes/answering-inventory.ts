import { memoryHookStore } from '#e2e/fakes/memory-hooks';
import type { InventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import type { InventoryService } from '#lib/server/inventory/inventory-service';

const off = () => Promise.reject(new Error('This test scans nothing.'));

/** An inventory that answers questions, and can do nothing else. */
export function answeringInventory(questions: InventoryQuestions): InventoryService {
  return {
    ...{ describe: off, estimate: off, start: off, find: off, cancel: off, pause: off, resume: off },
    ...{ retry: off, forget: off, notify: off, addQuestionJob: off, close: off },
    questions: async () => questions,
    hooks: memoryHookStore(),
  };
}
