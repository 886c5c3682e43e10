import { expect, test } from 'vitest';
import { z } from 'zod/mini';
import { defineRoute } from '#lib/api/routes/define-route';

test('a route that answers nothing has the status 204', () => {
  expect(defineRoute({ summary: 'Forget it' }).status).toBe(204);
});

test('a route that answers something has the status 200, or the one it declares', () => {
  expect(defineRoute({ summary: 'Read it', json: z.string() }).status).toBe(200);
  expect(defineRoute({ summary: 'Read it', bytes: '*/*' }).status).toBe(200);
  expect(defineRoute({ summary: 'Make it', json: z.string(), status: 201 }).status).toBe(201);
});

test('a parameter that is not declared is refused', () => {
  const { query } = defineRoute({ summary: 'Read it', query: { ref: z.string() } });
  expect(query.safeParse({ ref: 'a' }).success).toBe(true);
  expect(query.safeParse({ ref: 'a', depht: '2' }).success).toBe(false);
});
