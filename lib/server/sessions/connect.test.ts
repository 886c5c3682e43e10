import { beforeEach, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { embeddedHost, openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { cachedListMs, cachedNodeMs, cachedScanMs } from '#lib/discovery/limits';
import { capabilitiesOf, connect, disconnect, placeOf } from './connect.ts';
import { createCredentialStore } from './credentials/credential-store.ts';
import type { Session } from './session.ts';

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

test('a scan, which comes back within hours, does not read again what has a digest', () => {
  const at = { registry: 'a.example', repository: 'app' };
  const pace: Session['pace'] = (_, fetch) => fetch;
  expect(placeOf(newSession(), at).cache.nodes.ttl).toBe(cachedNodeMs);
  const scanned = placeOf({ ...newSession(), pace }, at).cache;
  expect([scanned.nodes.ttl, scanned.contents.ttl]).toEqual([cachedScanMs, cachedScanMs]);
  // What hangs on it is asked for each time.
  expect(scanned.referrers.ttl).toBe(cachedListMs);
});
