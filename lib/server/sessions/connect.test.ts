import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { capabilitiesOf, connect, disconnect } from './connect.ts';
import { createCredentialStore } from './credentials/credential-store.ts';

const newSession = () => ({ credentials: createCredentialStore(), owner: '' });

beforeEach(() => testServices());

test('a session asks the registry of this process without a socket', async () => {
  const registry = await openTestRegistry();
  await pushImage(registry, 'acme/app', '1.0');
  testServices({}, registry);
  const client = connect(newSession(), embeddedHost);
  expect((await client.listTags('acme/app')).names).toEqual(['1.0']);
});

test('a session keeps what it has learned of a registry until it disconnects', () => {
  const session = newSession();
  const capabilities = capabilitiesOf(session, 'a.example');
  expect(capabilitiesOf(session, 'a.example')).toBe(capabilities);
  expect(capabilitiesOf(session, 'b.example')).not.toBe(capabilities);
  disconnect(session, 'a.example');
  expect(capabilitiesOf(session, 'a.example')).not.toBe(capabilities);
});

test('no session sees what another has learned', () => {
  expect(capabilitiesOf(newSession(), 'a.example')).not.toBe(capabilitiesOf(newSession(), 'a.example'));
});
