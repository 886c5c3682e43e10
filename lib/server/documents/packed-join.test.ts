import { expect, test } from 'vitest';
import { joinFindings } from '#lib/formats/findings/join-findings';
import { parseDigest } from '#lib/oci/digest';
import { limits } from '#lib/server/platform/limits';
import { jsonWithRows, packJoin, unpackRows } from './packed-join.ts';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);

async function join(count: number) {
  const findings = Array.from({ length: count }, (_, at) => ({
    id: `CVE-2026-${at}`,
    aliases: [],
    severity: 'high' as const,
    package: 'é',
    fixedIn: [],
    state: 'open',
  }));
  const report = {
    digest,
    about: [digest] as const,
    title: 'Trivy',
    format: 'trivy-json',
    tool: 'Trivy',
    findings,
  };
  return await joinFindings([report], [], { root: digest, platforms: new Map(), references: [] });
}

test.each([0, 1, limits.packedRows, limits.packedRows + 1])(
  '%i rows are packed, and are the same again',
  async (count) => {
    const { rows, ...rest } = await join(count);
    const { packed, ...head } = packJoin({ rows, ...rest });
    expect(rows).toHaveLength(count);
    expect(await unpackRows(packed)).toEqual(rows);
    expect(head).toEqual(rest);
    const text = Buffer.concat([...jsonWithRows(head, packed)]).toString();
    expect(JSON.parse(text)).toEqual({ ...rest, rows });
  },
);

test('an object without other fields is JSON too', () => {
  expect(Buffer.concat([...jsonWithRows({}, [])]).toString()).toBe('{"rows":[]}');
});
