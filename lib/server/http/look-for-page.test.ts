import { expect, test, vi } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { scriptedRegistry } from '#e2e/fakes/embedded';
import { teamInTest } from '#e2e/fakes/team-in-test';
import { parseReference } from '#lib/oci/reference';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import { getServices } from '#lib/server/platform/services';
import { lookForPage } from './look-for-page.ts';

const patientMs = 10_000;
const opened = { 'sec-fetch-site': 'none', 'sec-fetch-dest': 'document' } as const;

/** An Orrery for a team before a registry that has nothing, and how to open the page of an artifact there. */
function openTeam() {
  const team = teamInTest();
  const asked = vi.fn<EmbeddedRegistry['handle']>(async () => Response.json({ errors: [] }, { status: 404 }));
  const registry = scriptedRegistry(asked);
  const host = registry.hosts[0] ?? '';
  testServices({ ...getServices().settings, registries: [{ host }] }, registry);
  const look = (cookie: string) =>
    lookForPage(parseReference(`${host}/team/app:1.0`), new Headers({ ...opened, cookie }), patientMs);
  return { team, asked, look };
}

test('a page asks no registry for who is not signed in, or has no role there', async () => {
  const { team, asked, look } = openTeam();
  expect(await look('')).toBe(undefined);
  expect(await look('__Host-orrery=made-up')).toBe(undefined);
  expect(await look(await team.signIn('eve'))).toBe(undefined);
  expect(asked).not.toHaveBeenCalled();
});

test('a page asks the registry for who may see it', async () => {
  const { team, asked, look } = openTeam();
  await look(await team.signIn('ada'));
  expect(asked).toHaveBeenCalled();
});
