import { describe, expect, test } from 'vitest';
import { testLimits } from '#e2e/fakes/test-client';
import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';
import { createRetry } from './retry.ts';

function failing(code: RegistryErrorCode, retryAfterSeconds?: number) {
  return new RegistryError(
    code,
    'r.example',
    code,
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}

function trial(random = 0.5) {
  const waits: number[] = [];
  let clockMs = 0;
  let attempts = 0;
  const retry = createRetry(testLimits, {
    random: () => random,
    now: () => clockMs,
    delay: async (milliseconds) => {
      waits.push(milliseconds);
      clockMs += milliseconds;
    },
  });
  const run = (...errors: unknown[]) =>
    retry(async () => {
      attempts += 1;
      const error = errors.shift();
      if (error !== undefined) throw error;
      return 'done';
    }, undefined);
  return { run, waits, attempts: () => attempts };
}

describe('what is tried again', () => {
  test('is a fault, four times in all, each wait twice the last', async () => {
    const { run, waits, attempts } = trial(1);
    const fault = failing('unavailable');
    await expect(run(fault, fault, fault, fault)).rejects.toBe(fault);
    expect([attempts(), waits]).toEqual([4, [250, 500, 1000]]);
  });

  test('a passing fault is forgotten', async () => {
    const { run, waits } = trial(0);
    expect(await run(failing('unavailable'), failing('unavailable'))).toBe('done');
    expect(waits).toEqual([0, 0]);
  });

  test('throttling never waits less than half', async () => {
    const { run, waits } = trial(0);
    await run(failing('rate-limited'), failing('rate-limited'));
    expect(waits).toEqual([125, 250]);
  });

  test('a Retry-After is kept exactly when it fits', async () => {
    const { run, waits } = trial();
    await run(failing('rate-limited', 7));
    expect(waits).toEqual([7000]);
  });

  test('a Retry-After beyond the budget is handed on at once', async () => {
    const { run, waits } = trial();
    await expect(run(failing('rate-limited', 21))).rejects.toMatchObject({ retryAfterSeconds: 21 });
    expect(waits).toEqual([]);
  });

  test('waits add up to the budget and not beyond it', async () => {
    const { run, waits } = trial();
    await expect(run(failing('rate-limited', 12), failing('rate-limited', 12))).rejects.toThrow();
    expect(waits).toEqual([12_000]);
  });

  test.each([
    'not-found',
    'unauthorized',
    'forbidden',
    'timeout',
    'cancelled',
    'connection-refused',
  ] as const)('is not %s', async (code) => {
    const { run, attempts } = trial();
    await expect(run(failing(code))).rejects.toMatchObject({ code });
    expect(attempts()).toBe(1);
  });

  test('is not a mistake of our own', async () => {
    const { run, attempts } = trial();
    await expect(run(new TypeError('bug'))).rejects.toThrow('bug');
    expect(attempts()).toBe(1);
  });
});

test('a registry that stays down is asked hardly more often than there are questions', async () => {
  const { run, attempts } = trial();
  const questions = 500;
  for (let i = 0; i < questions; i++) {
    await run(...Array.from({ length: 4 }, () => failing('unavailable'))).catch(() => undefined);
  }
  expect(attempts()).toBeLessThanOrEqual(questions * 1.1);
});

test('a long time of successes pays for ten retries and no more', async () => {
  const { run, attempts } = trial();
  for (let i = 0; i < 500; i++) await run();
  const before = attempts();
  const questions = 20;
  for (let i = 0; i < questions; i++) {
    await run(...Array.from({ length: 4 }, () => failing('unavailable'))).catch(() => undefined);
  }
  expect(attempts() - before).toBe(questions + 10);
});
