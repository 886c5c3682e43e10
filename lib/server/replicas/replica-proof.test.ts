import { expect, test } from 'vitest';
import { Secret } from '#lib/registry/auth/credential';
import { replicaLimits } from './limits.ts';
import { createReplicaProof } from './replica-proof.ts';

const [oldKey, newKey] = ['old', 'new'].map(
  (name) => new Secret(`the ${name} key of the replicas, long enough`),
);
if (oldKey === undefined || newKey === undefined) throw new Error('There are two keys.');
const start = Date.parse('2026-01-02T03:04:05Z');
let time = start;
const now = () => time;
const request = { method: 'GET', address: '10.0.0.5:3001', path: '/uploads/1/content' };
const one = (keys: readonly Secret[]) => createReplicaProof(keys, now);

test('a replica with the same key is believed, once', () => {
  const [proof] = one([oldKey]).prove(request);
  const other = one([oldKey]);
  expect(other.isProved(proof, request)).toBe(true);
  expect(other.isProved(proof, request)).toBe(false);
});

test.each([
  ['another method', { method: 'DELETE' }],
  ['another replica', { address: '10.0.0.6:3001' }],
  ['another path', { path: '/uploads/2/content' }],
])('a proof does not count for %s', (_, other) => {
  const [proof] = one([oldKey]).prove(request);
  expect(one([oldKey]).isProved(proof, { ...request, ...other })).toBe(false);
});

test.each([[-1], [1]])('a proof counts for a moment, %i', (direction) => {
  time = start;
  const [proof] = one([oldKey]).prove(request);
  time = start + direction * replicaLimits.proofAgeMs;
  expect(one([oldKey]).isProved(proof, request)).toBe(true);
  time += direction;
  expect(one([oldKey]).isProved(proof, request)).toBe(false);
  time = start;
});

test('neither another key nor anything else is a proof', () => {
  const [proof = ''] = one([newKey]).prove(request);
  const { isProved } = one([oldKey]);
  const [own = ''] = one([oldKey]).prove(request);
  const altered = `${own.slice(0, -1)}${own.endsWith('A') ? 'B' : 'A'}`;
  for (const text of [undefined, '', proof, altered, `${own}.`, own.replaceAll('.', ' ')])
    expect(isProved(text, request)).toBe(false);
  expect(own).not.toContain('key');
});

test('while a key is replaced, replicas of before and after believe each other', () => {
  const [before, after] = [one([oldKey]), one([newKey, oldKey])];
  expect(before.prove(request).map((proof) => after.isProved(proof, request))).toEqual([true]);
  expect(after.prove(request).map((proof) => before.isProved(proof, request))).toEqual([false, true]);
});
