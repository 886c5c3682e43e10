import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { nodeOfDescriptor } from './node-of.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

function createdOf(created: string): string | undefined {
  const annotations = { 'org.opencontainers.image.created': created };
  return nodeOfDescriptor({ digest, mediaType, annotations }).created;
}

test.each(['2026-01-02T03:04:05Z', '1999-12-31T00:00:00Z'])('%s is when something was created', (created) => {
  expect(createdOf(created)).toBe(created);
});

test.each(['0001-01-01T00:00:00Z', 'yesterday', ''])('"%s" is no date of creation', (created) => {
  expect(createdOf(created)).toBeUndefined();
});

test('what is known from a list has no reason unless it could not be read', () => {
  const listed = nodeOfDescriptor({ digest, mediaType });
  expect([listed.state, listed.reason]).toEqual(['listed', undefined]);
  const unreadable = nodeOfDescriptor({ digest, mediaType }, 'unreadable', 'The registry refused it.');
  expect([unreadable.state, unreadable.reason]).toEqual(['unreadable', 'The registry refused it.']);
});
