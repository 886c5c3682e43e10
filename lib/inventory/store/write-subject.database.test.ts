import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord, named, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';
import type { SubjectRecord } from './inventory-store.ts';

describe.skipIf(testDatabaseUrl === undefined)('a walk around a manifest', () => {
  const { store, host, rows } = useScratchInventory();
  const name = (text: string) => `${host()} ${text}`;
  const put = (graph: Partial<SubjectRecord['graph']>, repository = 'team/app') =>
    store().putSubject({
      ...imageRecord(host(), repository, name('index'), {}),
      graph: { nodes: [nodeOf(name('index'), 'index')], edges: [], answers: [], ...graph },
    });
  const codeOf = (text: string) => `12${digestOf(name(text)).slice(7)}`;
  const referrers = async (subject: string, repository = 'team/app') =>
    (
      await rows(sql<{ code: string; sources: number }>`SELECT encode(m.digest, 'hex') AS code, f.sources
        FROM referrer f JOIN repository r ON r.id = f.repository JOIN registry g ON g.id = r.registry
        JOIN manifest s ON s.id = f.subject JOIN manifest m ON m.id = f.manifest
        WHERE g.host = ${host()} AND r.name = ${repository} AND s.digest = decode(${codeOf(subject)}, 'hex')
        ORDER BY m.digest`)
    ).map(({ code, sources }) => [code, sources]);

  test('keeps the platforms of an index, and what hangs on one of them', async () => {
    const child = { from: digestOf(name('index')), to: digestOf(name('arm')), relation: 'child' } as const;
    await put({
      nodes: [
        nodeOf(name('index'), 'index'),
        nodeOf(name('arm'), 'image', { platform: 'linux/arm64' }),
        nodeOf(name('sbom'), 'sbom'),
      ],
      edges: [{ ...child, sources: ['manifest'] }, refersTo(name('arm'), name('sbom'))],
      answers: [named(name('arm'), 1)],
    });
    const children = await rows(sql`SELECT encode(m.digest, 'hex') AS code, c.platform FROM child c
      JOIN manifest p ON p.id = c.parent JOIN manifest m ON m.id = c.manifest
      WHERE p.digest = decode(${codeOf('index')}, 'hex')`);
    expect(children).toEqual([{ code: codeOf('arm'), platform: 'linux/arm64' }]);
    expect(await referrers('arm')).toEqual([[codeOf('sbom'), 2]]);
  });

  test('keeps also a platform that no database takes as it is', async () => {
    const child = { from: digestOf(name('index')), to: digestOf(name('odd')), relation: 'child' } as const;
    const platform = `linux/\0\ud800${'x'.repeat(1_000)}`;
    await put({
      nodes: [nodeOf(name('index'), 'index'), nodeOf(name('odd'), 'image', { platform })],
      edges: [{ ...child, sources: ['manifest'] }],
    });
    const [kept] = await rows(sql<{ platform: string }>`SELECT c.platform FROM child c
      JOIN manifest m ON m.id = c.manifest WHERE m.digest = decode(${codeOf('odd')}, 'hex')`);
    expect(kept?.platform).toMatch(/^linux\/\ufffd\ufffdx+…$/);
  });

  test('adds what another source names, and takes away what a source no longer does', async () => {
    const subject = name('index');
    const edges = [refersTo(subject, name('sig')), refersTo(subject, name('sig'), 'cosign-tags')];
    await put({ edges, answers: [named(subject, 1), named(subject, 1, 'cosign-tags')] });
    expect(await referrers('index')).toEqual([[codeOf('sig'), 10]]);
    await put({ edges: edges.slice(1), answers: [named(subject, 0), named(subject, 1, 'cosign-tags')] });
    expect(await referrers('index')).toEqual([[codeOf('sig'), 8]]);
  });

  test('believes no source that gave no answer, or only part of one', async () => {
    const subject = name('index');
    await put({ edges: [refersTo(subject, name('sig'))], answers: [named(subject, 1)] });
    const failed = { ...named(subject, 0), state: 'unknown', reason: 'no answer', code: 'timeout' } as const;
    await put({ answers: [failed] });
    await put({ answers: [] });
    expect(await referrers('index')).toHaveLength(1);
    await put({ answers: [named(subject, 0)] });
    expect(await referrers('index')).toEqual([]);
  });

  test('is that of one repository: elsewhere the same manifest may carry something else', async () => {
    const subject = name('index');
    await put({ edges: [refersTo(subject, name('sig'))], answers: [named(subject, 1)] });
    await put({ answers: [named(subject, 0)] }, 'team/copy');
    expect(await referrers('index')).toHaveLength(1);
    expect(await referrers('index', 'team/copy')).toEqual([]);
  });
});
