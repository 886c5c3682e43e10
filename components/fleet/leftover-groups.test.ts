import { expect, test } from 'vitest';
import { digestFromHash } from '#lib/oci/digest';
import { bytesOf, groupLeftovers } from './leftover-groups.ts';

const digest = digestFromHash('sha256', 'a'.repeat(64));
const other = digestFromHash('sha256', 'b'.repeat(64));
const row = (repository: string, of: typeof digest, subject: typeof digest, bytes?: number) => ({
  ...{ reference: `${repository}@${of}`, digest: of, subject, kind: 'sbom' as const, tags: [] },
  ...(bytes === undefined ? {} : { bytes }),
});

test('what may go is told by repository, and one manifest on two artifacts has its bytes once', () => {
  const rows = [row('a.test:5000/app', digest, other, 100), row('a.test:5000/app', digest, digest, 100)];
  const groups = groupLeftovers([...rows, row('a.test:5000/team/b', other, digest)]);
  expect(groups.map((group) => [group.repository, group.rows.length, bytesOf(group.rows)])).toEqual([
    ['a.test:5000/app', 2, 100],
    ['a.test:5000/team/b', 1, 0],
  ]);
});
