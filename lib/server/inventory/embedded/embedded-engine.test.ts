import { expect, test } from 'vitest';
import { hasEmbeddedEngine } from './embedded-engine.ts';

test('the database of one machine is there where its package is installed', () => {
  expect(hasEmbeddedEngine()).toBe(true);
  const missing = (name: string) => {
    throw new Error(`Cannot find package '${name}'`);
  };
  expect(hasEmbeddedEngine(missing)).toBe(false);
});
