import { expect, test } from 'vitest';
import { giveEachTestAnotherReplica, textOf } from '#e2e/fakes/other-replica';
import { firstKey } from '#e2e/fakes/team-in-test';
import { giveEachTestAFolder, upload } from '#e2e/fakes/upload-to-folder';
import { Secret } from '#lib/registry/auth/credential';
import { askReplica, streamFromReplica } from './ask-replica.ts';
import type { Holding } from './holdings.ts';
import { createReplicaProof } from './replica-proof.ts';
import { provideReplicas } from './replica-state.ts';

giveEachTestAFolder();
const replica = giveEachTestAnotherReplica();
const holdingAt = (place: Holding['place']): Holding => ({ owner: 'ada', replica: 'orrery-a', place });
const otherKey = new Secret('another key, which the other replica does not have');
const proofBy = (...keys: readonly Secret[]) =>
  provideReplicas({
    holdings: replica.holdings,
    proof: { ...createReplicaProof([firstKey], Date.now), prove: createReplicaProof(keys, Date.now).prove },
  });

test('a replica is asked by each key until it knows one', async () => {
  const { id } = await upload('bytes');
  proofBy(otherKey, firstKey);
  const elsewhere = holdingAt({ kind: 'elsewhere', address: replica.address });
  expect(await textOf(streamFromReplica('upload', elsewhere, `/uploads/${id}/content`))).toBe('bytes');
});

test.each([
  ['has no internal address', () => ({ kind: 'closed' }) as const],
  ['does not answer', () => ({ kind: 'elsewhere', address: '127.0.0.1:1' }) as const],
  [
    'has another key',
    () => {
      proofBy(otherKey);
      return { kind: 'elsewhere', address: replica.address } as const;
    },
  ],
])('a replica that %s is said to be out of reach', async (_, place) => {
  const asked = { method: 'GET', path: '/uploads/01234567-89ab-cdef-0123-456789abcdef' } as const;
  await expect(askReplica('upload', holdingAt(place()), asked)).rejects.toMatchObject({
    problem: {
      code: 'replica-unreachable',
      status: 503,
      retryAfterSeconds: 5,
      detail: 'orrery-a holds this, and cannot be asked for it.',
    },
  });
});
