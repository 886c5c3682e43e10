import { expect, test } from '@playwright/test';
import { attachEverything } from '#e2e/attachments/attach-everything';
import { createLegacySigner } from '#e2e/attachments/legacy-signer';
import type { Expectation } from '#e2e/attachments/what-it-says';
import { differences, everywhere, fromCosign3, ofChart } from '#e2e/attachments/what-it-says';
import { writeTwoPlatforms } from '#e2e/content/fixtures';
import { createPublisher } from '#e2e/content/publisher';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution, startOlareg, startZot } from '#e2e/registries/real-registries';
import type { Registry } from '#e2e/registries/registry';
import { testAccess } from '#e2e/registries/test-access';
import { findTools } from '#e2e/tools/find-tool';
import type { ToolName } from '#e2e/tools/pins';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';
import { graphSchema } from '#lib/api/contract/graph-contract';

type Place = {
  readonly registry: string;
  readonly tool: ToolName;
  readonly start: () => Promise<Registry>;
  /** cosign 3 and oras take the 405 of olareg for a failure, where others answer 404. */
  readonly refuses: boolean;
};

const places: readonly Place[] = [
  { registry: 'zot', tool: 'zot', start: startZot, refuses: false },
  {
    ...{ registry: 'olareg without the referrers API', tool: 'olareg', refuses: true },
    start: () => startOlareg({ referrers: false }),
  },
  { registry: 'distribution 3', tool: 'distribution', start: startDistribution, refuses: false },
];

for (const { registry, tool, start, refuses } of places) {
  test(`everything that real tools attach and list in ${registry} is in the graph, by its name`, async ({
    baseURL,
  }) => {
    await needs('oras', 'crane', 'regctl', 'cosign', 'cosign2', 'notation', 'syft', 'helm', tool);
    await using place = await open(start);
    const { bench, host } = place;
    await attachEverything({ bench, host, hasCosign3: !refuses });
    await bench.run('regctl', ['registry', 'set', '--tls', 'disabled', host]);
    const subjects: readonly [string, readonly Expectation[]][] = [
      [`${host}/team/app:1.0`, refuses ? everywhere : [...everywhere, ...fromCosign3]],
      [`${host}/team/charts/storefront:2.4.1`, ofChart],
    ];
    for (const [reference, expectations] of subjects) {
      const graph = await getGraph(baseURL, reference);
      expect(graph.complete).toBe(true);
      expect(differences(graph.nodes.filter(isManifest), expectations)).toEqual([]);
      const digests = new Set(graph.nodes.map(({ digest }) => String(digest)));
      for (const [name, listed] of await listByTools(bench, reference, refuses)) {
        expect(listed.size, `${name} lists something`).toBeGreaterThan(0);
        expect(listed.difference(digests), `what ${name} lists and the graph has not`).toEqual(new Set());
      }
    }
  });
}

test('what cosign keeps in another repository is in the graph when that is named', async () => {
  await needs('oras', 'crane', 'cosign2', 'zot');
  await using place = await open(startZot);
  const { bench, host } = place;
  const away = `${host}/team/signatures`;
  await writeTwoPlatforms(bench);
  const digest = await createPublisher(bench).push('images', 'app', `${host}/team/app:1.0`);
  await createLegacySigner(bench).sign(`${host}/team/app@${digest}`, away);
  const orrery = await startOrrery({ settings: { COSIGN_REPOSITORY: away } });
  try {
    const graph = await getGraph(orrery.url, `${host}/team/app:1.0`);
    const signature = graph.nodes.find(({ kind }) => kind === 'signature');
    expect(signature).toMatchObject({ repository: away, title: 'Signature with a key' });
    const edge = graph.edges.find(({ from }) => from === signature?.digest);
    expect(edge).toMatchObject({ to: digest, relation: 'subject', sources: ['external'] });
    const tree = await bench.run('cosign2', cosignTree(`${host}/team/app:1.0`), { COSIGN_REPOSITORY: away });
    const digests = new Set(graph.nodes.map((node) => String(node.digest)));
    expect(digestsIn(tree).size).toBe(1);
    expect(digestsIn(tree).difference(digests)).toEqual(new Set());
  } finally {
    await orrery.stop();
  }
});

/** Every digest that each tool names; cosign names the layers of what is attached, the others the manifests. */
async function listByTools(bench: Workbench, reference: string, refuses: boolean) {
  const oras = ['discover', '--plain-http', '--format', 'json', reference];
  const asTag = refuses ? ['--distribution-spec', 'v1.1-referrers-tag'] : [];
  const questions: readonly (readonly [ToolName, readonly string[]])[] = [
    ['oras', [...oras, ...asTag]],
    ['regctl', ['artifact', 'tree', '--digest-tags', reference]],
    ['cosign2', cosignTree(reference)],
    ...(refuses ? [] : [['cosign', cosignTree(reference)] as const]),
  ];
  return Promise.all(
    questions.map(async ([tool, args]) => [tool, digestsIn(await bench.run(tool, args))] as const),
  );
}

function cosignTree(reference: string): readonly string[] {
  return ['tree', '--allow-http-registry', reference];
}

function digestsIn(text: string): Set<string> {
  return new Set(text.match(/sha256:[0-9a-f]{64}/g));
}

async function getGraph(orrery: string | undefined, reference: string) {
  const query = `ref=${encodeURIComponent(reference)}&depth=32&include=blobs`;
  const answer = await fetch(`${orrery}/api/graph?${query}`, {
    headers: { ...testAccess, accept: 'application/json' },
  });
  return graphSchema.parse(await answer.json());
}

function isManifest({ kind }: { readonly kind: string }): boolean {
  return kind !== 'layer' && kind !== 'config';
}

async function open(start: () => Promise<Registry>) {
  const registry = await start();
  const bench = makeWorkbench();
  const end = async () => {
    bench.remove();
    await registry.stop();
  };
  return { host: registry.host, bench, [Symbol.asyncDispose]: end };
}

async function needs(...names: readonly ToolName[]): Promise<void> {
  const missing = [...(await findTools(names)).values()].find((tool) => tool.status === 'missing');
  test.skip(missing !== undefined, missing?.reason ?? '');
}
