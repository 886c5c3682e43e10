import { expect, test } from 'vitest';
import { readAuditQuery, writeAuditQuery } from './audit-query.ts';

test('an address says the same as the question to the API', () => {
  expect(readAuditQuery('host.test/app', '?view=audit&require=signature:matches,sbom&policy=')).toEqual({
    ref: 'host.test/app',
    require: 'signature:matches,sbom',
  });
});

test('a part of the address is written readably, taken out, and all else stays', () => {
  const written = writeAuditQuery('view=audit&find=a', { require: 'signature:matches,sbom' });
  expect(written).toBe('view=audit&find=a&require=signature:matches,sbom');
  expect(writeAuditQuery(written, { require: undefined, repositories: 'a/b,c' })).toBe(
    'view=audit&find=a&repositories=a/b,c',
  );
});
