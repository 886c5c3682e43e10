import { request } from 'undici';
import { expect, test } from 'vitest';
import { giveEachTestAnotherReplica, sharedWith } from '#e2e/fakes/other-replica';
import { firstKey } from '#e2e/fakes/team-in-test';
import { giveEachTestAFolder, upload } from '#e2e/fakes/upload-to-folder';
import { createReplicaProof, proofHeader } from '#lib/server/replicas/replica-proof';
import { internalAddressOf, openToReplicas } from './open-to-replicas.ts';

giveEachTestAFolder();
const replica = giveEachTestAnotherReplica();

test('the internal address answers nothing else, and nobody without a proof', async () => {
  const { id } = await upload('bytes');
  const ask = async (path: string, headers = {}, method: 'GET' | 'DELETE' = 'GET') => {
    // Not by fetch, which other tests of this process replace.
    const { statusCode, body } = await request(`http://${replica.address}${path}`, { method, headers });
    await body.dump();
    return statusCode;
  };
  const proved = (path: string, method = 'GET') => ({
    [proofHeader]:
      createReplicaProof([firstKey], Date.now).prove({ method, address: replica.address, path })[0] ?? '',
  });
  for (const path of ['/', '/livez', '/metrics', '/api/plans', `/uploads/${id}`, `/uploads/${id}/content`])
    expect(await ask(path)).toBe(401);
  expect(await ask(`/uploads/${id}`, { [proofHeader]: 'made up' }, 'DELETE')).toBe(401);
  for (const path of [
    '/',
    '/livez',
    '/api/plans',
    '/uploads/..',
    '/uploads/x',
    '/archives/plan-1/x',
    '/archives/..',
  ])
    expect(await ask(path, proved(path))).toBe(path.endsWith('..') ? 401 : 404);
  const path = `/uploads/${id}/content`;
  const once = proved(path);
  expect([await ask(path, once), await ask(path, once)]).toEqual([200, 401]);
});

test('without an internal address nothing listens', async () => {
  const { holdings } = replica;
  expect(await openToReplicas({ shared: undefined }, { holdings, now: Date.now })).toEqual([]);
  expect(internalAddressOf({ shared: undefined })).toBeUndefined();
});

test('an address that is not this machine’s is named', async () => {
  const { holdings } = replica;
  const elsewhere = sharedWith({ host: '192.0.2.1', port: 3001 });
  await expect(openToReplicas(elsewhere, { holdings, now: Date.now })).rejects.toMatchObject({
    code: 'port',
    message: expect.stringContaining('192.0.2.1:3001 of ORRERY_INTERNAL_ADDRESS'),
  });
});
