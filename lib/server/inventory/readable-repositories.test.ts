import { expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { createCredentialStore } from '#lib/server/sessions/credentials/credential-store';
import { inventoryLimits } from './limits.ts';
import { readPermissions } from './readable-repositories.ts';

const host = 'registry.example';
const never = new AbortController().signal;
const somebody = () => ({ credentials: createCredentialStore(), owner: '' });
const named = (count: number) => Array.from({ length: count }, (_, at) => ({ host, name: `team/app-${at}` }));

/** A registry that answers each list of tags with this; gives what it was asked. */
function registryIs(answer: (name: string) => Response): string[] {
  const asked: string[] = [];
  const handle = async ({ url }: Request) => {
    const name = new URL(url).pathname.slice('/v2/'.length, -'/tags/list'.length);
    asked.push(name);
    return answer(name);
  };
  testServices({}, { hosts: [host], handle });
  return asked;
}

const tags = () => Response.json({ name: 'team/app', tags: ['1'] });

test('one question asks so much, and the next one goes on where it ended', async () => {
  const asked = registryIs(tags);
  const session = somebody();
  const all = named(inventoryLimits.permissionsAsked + 2);
  const first = await readPermissions(session, all, never);
  expect(first.filter((one) => one === 'unknown').length).toBe(2);
  expect(asked.length).toBe(inventoryLimits.permissionsAsked);
  expect(new Set(await readPermissions(session, all, never))).toEqual(new Set(['readable']));
  expect(asked.length).toBe(all.length);
});

test('an answer that says nothing of permissions leaves it unknown', async () => {
  registryIs((name) =>
    name.endsWith('0') ? new Response('<html>', { headers: { 'content-type': 'text/html' } }) : tags(),
  );
  expect(await readPermissions(somebody(), named(2), never)).toEqual(['unknown', 'readable']);
});

test('a registry that asks for less is asked no more by this question', async () => {
  const asked = registryIs(() => Response.json({ errors: [] }, { status: 429 }));
  const permissions = await readPermissions(somebody(), named(100), never);
  expect(new Set(permissions)).toEqual(new Set(['unknown']));
  // Those that were under way when it said so.
  expect(new Set(asked).size).toBeLessThanOrEqual(inventoryLimits.permissionsAtOnce);
});

test('who has gone gets no answer', async () => {
  registryIs(tags);
  await expect(readPermissions(somebody(), named(1), AbortSignal.abort(new Error('gone')))).rejects.toThrow(
    'gone',
  );
});
