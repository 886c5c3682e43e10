import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord, nodeOf } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import type { GraphNode } from '#lib/graph/model';
import { kindCodes } from './codes.ts';

describe.skipIf(testDatabaseUrl === undefined)('what is known of a manifest', () => {
  const { store, host, rows } = useScratchInventory();
  const image = () => `${host()} image`;
  const put = (...nodes: readonly GraphNode[]) =>
    store().putSubject({
      ...imageRecord(host(), 'team/app', image(), {}),
      graph: { nodes, edges: [], answers: [] },
    });
  const kept = async () => {
    const [row] = await rows(sql<
      Record<string, unknown>
    >`SELECT m.kind, m.size::int AS size, m.content_size AS "contentSize",
        m.created,
        t.name AS type, f.name AS format, (SELECT array_agg(a.name || '=' || a.value ORDER BY a.name) FROM annotation a
          WHERE a.id = ANY (m.annotations)) AS annotations
      FROM manifest m LEFT JOIN term t ON t.id = m.artifact_type LEFT JOIN term f ON f.id = m.format
      WHERE m.digest = decode(${`12${digestOf(image()).slice(7)}`}, 'hex')`);
    return row;
  };

  test('is what was read of it, and no list says less afterwards', async () => {
    const named = { state: 'listed', confidence: 'name', size: 5 } as const;
    await put(nodeOf(image(), 'artifact', named));
    expect(await kept()).toMatchObject({ kind: kindCodes.artifact, size: 5 });
    const read = { size: 7, artifactType: 'application/x', annotations: { b: '2', a: '1' } };
    await put(nodeOf(image(), 'image', read));
    const known = { kind: kindCodes.image, size: 7, type: 'application/x', annotations: ['a=1', 'b=2'] };
    expect(await kept()).toMatchObject(known);
    await put(nodeOf(image(), 'artifact', named));
    expect(await kept()).toMatchObject(known);
  });

  test('changes when it is read again and means something else to a newer reader', async () => {
    await put(nodeOf(image(), 'artifact', { format: 'unknown', size: 7 }));
    await put(nodeOf(image(), 'sbom', { format: 'spdx-json' }));
    expect(await kept()).toMatchObject({ kind: kindCodes.sbom, format: 'spdx-json' });
  });

  test('has no size where its layers claim more bytes than can be counted', async () => {
    await put(nodeOf(image(), 'image', { contentSize: 1_100 * Number.MAX_SAFE_INTEGER }));
    expect(await kept()).toMatchObject({ contentSize: null });
  });

  test.each([
    ['2026-01-02T03:04:05Z', '2026-01-02T03:04:05.000Z'],
    ['2026-02-30T99:00:00Z', undefined],
    ['2026-02-30T00:00:00Z', '2026-03-02T00:00:00.000Z'],
    ['2026-01-02 (at night)', undefined],
    ['2026-01-02T03:04:05+14:00', '2026-01-01T13:04:05.000Z'],
    ['0000-01-01T00:00:00Z', undefined],
    ['0001-01-01T00:00:00+14:00', undefined],
    ['9999-12-31T23:59:59-14:00', undefined],
    ['+275760-09-13T00:00:00Z', undefined],
    ['yesterday', undefined],
    ['999999-01-01T00:00:00Z', undefined],
  ])('was made at %s: %s', async (created, expected) => {
    await put(nodeOf(image(), 'image', { created }));
    const row = await kept();
    expect(row?.created instanceof Date ? row.created.toISOString() : undefined).toBe(expected);
  });
});
