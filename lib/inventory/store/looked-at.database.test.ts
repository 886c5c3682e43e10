import { describe, expect, test } from 'vitest';
import { digestOf, imageRecord, nodeOf, refersTo } from '#e2e/fakes/inventory-records';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { useScratchInventory } from '#e2e/fakes/scratch-inventory';

describe.skipIf(testDatabaseUrl === undefined)('what is attached to something attached', () => {
  const { store, host } = useScratchInventory();
  const at = (name = 'team/app') => ({ host: host(), name });
  const platform = {
    from: digestOf('index'),
    to: digestOf('amd64'),
    relation: 'child',
    sources: [],
  } as const;

  test('belongs to the index whose platform it hangs on, and to nothing in another repository', async () => {
    const { graph, ...record } = imageRecord(host(), 'team/app', 'index', {});
    const nodes = [nodeOf('amd64', 'image'), nodeOf('sbom', 'sbom'), nodeOf('signature', 'signature')];
    const edges = [platform, refersTo('amd64', 'sbom'), refersTo('sbom', 'signature')];
    await store().putSubject({
      ...record,
      graph: { ...graph, nodes: [...graph.nodes, ...nodes], edges },
    });
    // A signature was pushed: what it is about is the SBOM.
    expect(await store().lookedAtFor(at(), digestOf('sbom'))).toEqual([digestOf('index')]);
    expect(await store().lookedAtFor(at('team/else'), digestOf('sbom'))).toEqual([digestOf('sbom')]);
  });
});
