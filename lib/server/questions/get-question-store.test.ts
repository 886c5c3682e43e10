import { expect, test, vi } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { getQuestionStore } from './get-question-store.ts';

test('routes and jobs, of which each has modules of its own, write the questions of a folder in turn', async () => {
  testServices({ dataDir: '/questions in test' });
  const store = getQuestionStore();
  vi.resetModules();
  const again = await import('./get-question-store.ts');
  expect(again.getQuestionStore).not.toBe(getQuestionStore);
  expect(again.getQuestionStore()).toBe(store);
});
