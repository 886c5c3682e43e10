import { createHmac } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { serveTeam } from '#e2e/fakes/team-in-test';
import type { StoredHook } from './hook-store.ts';
import { isOfHook, makeHookToken, resealedHook } from './hook-token.ts';

const registry = 'a.io';
const body = new TextEncoder().encode('{"events":[]}');

function hookOf(sealed: Uint8Array, named = registry): StoredHook {
  return { registry: named, sealed, changedBy: 'ada', changedAt: 0, lastAt: undefined, unread: undefined };
}

function isTaken(hook: StoredHook | undefined, headers: Readonly<Record<string, string>>): boolean {
  return isOfHook(hook, { body, header: (name) => headers[name] ?? null });
}

beforeEach(() => serveTeam());

test.each(['a team', 'one machine'])('of %s a token proves whose a notification is', (place) => {
  if (place === 'one machine') testServices();
  const { token, sealed } = makeHookToken(registry);
  const hook = hookOf(sealed);
  const signed = createHmac('sha256', token).update(body).digest('hex');
  for (const headers of [
    { authorization: `Bearer ${token}` },
    { authorization: `bearer  ${token} ` },
    { authorization: `Basic ${btoa(`anybody:${token}`)}` },
    { 'x-hub-signature-256': `sha256=${signed}` },
  ])
    expect(isTaken(hook, headers), JSON.stringify(headers)).toBe(true);
  for (const headers of [
    {},
    { authorization: token },
    { authorization: `Bearer ${token}x` },
    { authorization: `Basic ${btoa(`${token}:`)}` },
    { authorization: 'Bearer ' },
    { 'x-hub-signature-256': signed },
    { 'x-hub-signature-256': '', authorization: `Bearer ${token}` },
  ])
    expect(isTaken(hook, headers), JSON.stringify(headers)).toBe(false);
  expect(isTaken(undefined, { authorization: `Bearer ${token}` })).toBe(false);
  expect(resealedHook(hook)).toBeUndefined();
});

test('what is sealed for one registry opens for no other, and holds no token to read', () => {
  const { token, sealed } = makeHookToken(registry);
  expect(isTaken(hookOf(sealed, 'b.io'), { authorization: `Bearer ${token}` })).toBe(false);
  expect(Buffer.from(sealed).includes(token)).toBe(false);
});
