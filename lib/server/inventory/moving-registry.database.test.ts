import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { testServices } from '#e2e/fakes/call-route';
import { openTestRegistry, pushBlob, pushManifest, scriptedRegistry } from '#e2e/fakes/embedded';
import { testDatabaseUrl } from '#e2e/fakes/scratch-database';
import { testVerification } from '#e2e/fakes/verifier-in-test';
import { useScratchProduct } from '#e2e/inventory/fleet/scratch-product';
import type { Descriptor } from '#lib/oci/descriptor';
import { mediaTypes } from '#lib/oci/media-type';
import type { EmbeddedRegistry } from '#lib/server/platform/services';

const repository = 'team/app';
const sbomType = 'application/vnd.cyclonedx+json';

describe.skipIf(testDatabaseUrl === undefined)('a registry that changes while it is scanned', () => {
  const { product, tables } = useScratchProduct();
  let own: EmbeddedRegistry;
  let host = '';
  /** Called before a request is answered. */
  let meanwhile: ((request: Request) => Promise<void>) | undefined;

  beforeEach(async () => {
    meanwhile = undefined;
    own = await openTestRegistry();
    const registry = scriptedRegistry(async (request) => {
      await meanwhile?.(request);
      return await own.handle(request);
    });
    host = registry.hosts[0] ?? '';
    testServices({}, registry);
    testVerification();
  });

  const pushImage = async (name: string, tag?: string) => {
    const config = { ...(await pushBlob(own, repository, '{}')), mediaType: mediaTypes.ociConfig };
    const image = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers: [] };
    return await pushManifest(own, repository, { ...image, annotations: { name } }, tag);
  };
  const attachSbom = async ({ digest, size, mediaType }: Descriptor, name: string) => {
    const licenses = [{ license: { id: 'MIT' } }];
    const components = [{ type: 'library', name, version: '1', licenses }];
    const content = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components });
    return await pushManifest(own, repository, {
      ...{ schemaVersion: 2, mediaType: mediaTypes.ociManifest, artifactType: sbomType },
      config: { ...(await pushBlob(own, repository, '{}')), mediaType: mediaTypes.empty },
      layers: [{ ...(await pushBlob(own, repository, content)), mediaType: sbomType }],
      subject: { digest, size, mediaType },
    });
  };
  /** Acts at the first request whose path ends so. */
  const once = (end: string, act: () => Promise<unknown>) => {
    meanwhile = async ({ url }) => {
      if (!new URL(url).pathname.endsWith(end)) return;
      meanwhile = undefined;
      await act();
    };
  };
  const everything = () => ({ reach: undefined, host });
  /** To what the tag points, and whether an SBOM speaks for that; the counts say the same. */
  const artifacts = async () => {
    const { known, jobs, failures } = await product().service.describe({ host });
    expect({ known, jobs, failures }).toMatchObject({
      known: { tags: 1, subjects: 1, unseenSubjects: 0, unknownSubjects: 0 },
      ...{ jobs: { waiting: 0, active: 0, failed: 0 }, failures: [] },
    });
    const { rows } = await (await product().service.questions()).coverage(everything(), { max: 9 });
    return rows.map(({ digest, tags, evidence }) => [digest, tags, evidence.sbom.state]);
  };
  const packages = async () => {
    const search = { kind: 'package', text: 'lib-', max: 9 } as const;
    const { rows } = await (await product().service.questions()).search(everything(), search);
    return rows.map(({ name }) => name).sort();
  };
  const orphans = async () => {
    const questions = await product().service.questions();
    const { rows } = await questions.orphans(everything(), { what: 'orphan' }, undefined, 9);
    return rows.map(({ digest }) => digest);
  };

  test('a tag that moves before it is asked for is the one that it has become', async () => {
    await attachSbom(await pushImage('old', '1'), 'lib-old');
    let moved: Descriptor | undefined;
    once('/manifests/1', async () => {
      moved = await pushImage('new', '1');
    });
    await product().scan(host);
    expect(await artifacts()).toEqual([[moved?.digest, ['1'], 'none']]);
    expect(await packages()).toEqual([]);
  });

  test('what is found while a tag moves stands for the digest that was looked at', async () => {
    const old = await pushImage('old', '1');
    const attached = await attachSbom(old, 'lib-old');
    let moved: Descriptor | undefined;
    once(`/referrers/${old.digest}`, async () => {
      moved = await pushImage('new', '1');
    });
    await product().scan(host);
    expect(await artifacts()).toEqual([[old.digest, ['1'], 'present']]);
    expect(await orphans()).toEqual([]);
    await product().listAgain(host);
    expect(await artifacts()).toEqual([[moved?.digest, ['1'], 'none']]);
    expect(await orphans()).toEqual([attached.digest]);
  });

  test('what only an older release has read is read again once, and answers meanwhile', async () => {
    const [older, other] = [await pushImage('older', '1'), await pushImage('other', '2')];
    const [read] = [await attachSbom(older, 'lib-older'), await attachSbom(other, 'lib-other')];
    await product().scan(host);
    const licences = async () => {
      const { rows } = await sql<{ code: string; known: boolean }>`SELECT encode(m.digest, 'hex') AS code,
          d.licences IS NOT NULL AS known FROM document d JOIN manifest m ON m.id = d.manifest
        JOIN referrer f ON f.manifest = m.id JOIN repository r ON r.id = f.repository
        JOIN registry g ON g.id = r.registry WHERE g.host = ${host}`.execute(tables());
      return new Map(rows.map(({ code, known }) => [code === `12${read.digest.slice(7)}`, known]));
    };
    const jobs = async (kind: 'sweep' | 'read-document', isOver: boolean) => {
      const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n
        FROM ${sql.table(`${product().queueSchema}.job`)}
        WHERE name = ${kind} AND (state >= 'completed') = ${isOver} AND coalesce(group_id, ${host}) = ${host}`.execute(
        tables(),
      );
      return rows[0]?.n;
    };
    const sweep = async () => {
      await product().sweep(host);
      await expect.poll(() => jobs('sweep', false), { timeout: 15_000 }).toBe(0);
      await product().settle(host);
    };
    // Both as a release wrote them that understood no licences, and one with the number of its readers.
    await sql`UPDATE document SET licences = NULL`.execute(tables());
    await sql`UPDATE manifest SET read_with = 1 WHERE digest = decode(${`12${read.digest.slice(7)}`}, 'hex')`.execute(
      tables(),
    );
    expect(await packages()).toEqual(['lib-older', 'lib-other']);
    const before = (await jobs('read-document', true)) ?? 0;
    await sweep();
    expect(await licences()).toEqual(
      new Map([
        [true, true],
        [false, false],
      ]),
    );
    expect(await jobs('read-document', true)).toBe(before + 1);
    await sweep();
    expect(await jobs('read-document', true)).toBe(before + 1);
    expect(await packages()).toEqual(['lib-older', 'lib-other']);
  });
});
