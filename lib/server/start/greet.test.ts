import { expect, test } from 'vitest';
import { greeting } from '#lib/server/start/greet';

test('with the demo both things to try are about it', () => {
  expect(greeting(3001, true)).toBe(`Orrery is at http://127.0.0.1:3001. Two things to try:
  open http://127.0.0.1:3001/localhost:3001/acme/storefront:2.4.1
  run  oras discover localhost:3001/acme/storefront:2.4.1`);
});

test('without the demo nothing is named that is not there', () => {
  expect(greeting(3000, false)).not.toContain('storefront');
});
