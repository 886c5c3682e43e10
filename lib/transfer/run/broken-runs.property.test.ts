import { describe, expect, test } from 'vitest';
import type { FinishedRun } from '#e2e/fakes/test-run';
import { planOf, runToEnd, testContext } from '#e2e/fakes/test-run';
import { clientOver } from '#e2e/faults/client-over';
import { createFaultRegistry } from '#e2e/faults/fault-registry';
import type { ManifestDocument, ScratchRegistry } from '#e2e/faults/scratch-registry';
import { artifactManifest, digestOf, openScratchRegistry } from '#e2e/faults/scratch-registry';
import type { Digest } from '#lib/oci/digest';
import { parseManifest } from '#lib/oci/manifest';
import { mediaTypes } from '#lib/oci/media-type';
import { referrersTag } from '#lib/oci/referrers-tag';
import type { ContentDescriptor, Plan, Step, StepWork } from '#lib/transfer/plan';

type Handle = ScratchRegistry['handle'];
type Graph = Awaited<ReturnType<typeof fillSource>>;
/** One registry as a run sees it, and whether the run is to be cancelled. */
type Spoiled = { readonly handle: Handle; readonly signal?: AbortSignal };
type Spoil = (handle: Handle, nth: number) => Spoiled;
type Scene = {
  readonly source: ScratchRegistry;
  readonly target: ScratchRegistry;
  readonly graph: Graph;
};

const source = { registry: 'source.example', repository: 'acme/app' };
const target = { registry: 'target.example', repository: 'acme/copy' };
const isWrite = ({ method }: Request) => method !== 'GET' && method !== 'HEAD';

const content = (document: ManifestDocument): ContentDescriptor => ({
  mediaType: String(document.mediaType),
  digest: digestOf(JSON.stringify(document)),
  size: JSON.stringify(document).length,
  ...(typeof document.artifactType === 'string' ? { artifactType: document.artifactType } : {}),
});
const blobContent = (text: string): ContentDescriptor => ({
  mediaType: 'application/octet-stream',
  digest: digestOf(text),
  size: text.length,
});
const refer = ({ mediaType, digest, size }: ContentDescriptor) => ({ mediaType, digest, size });

/** An index of two platforms, one of them also in another index, with an SBOM that is signed. */
async function fillSource(registry: ScratchRegistry, hasApi: boolean) {
  const name = source.repository;
  const texts = ['{}', 'base', 'amd64'];
  for (const text of texts) await registry.pushBlob(name, text);
  const image = (...layers: readonly string[]) =>
    artifactManifest({ artifactType: undefined, layers: layers.map(blobContent) });
  const index = (
    children: readonly ContentDescriptor[],
    annotations: Readonly<Record<string, string>> = {},
  ) => ({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: children.map(refer),
    annotations,
  });
  const about = (subject: ContentDescriptor, name: string) =>
    artifactManifest({ artifactType: `application/vnd.example.${name}`, subject: refer(subject) });
  const amd64 = content(image('base', 'amd64'));
  const arm64 = content(image('base'));
  const root = content(index([amd64, arm64], { of: 'platforms' }));
  const sbom = content(about(root, 'sbom'));
  const signature = content(about(sbom, 'signature'));
  const other = content(index([arm64], { of: 'others' }));
  await registry.pushManifest(name, image('base', 'amd64'));
  await registry.pushManifest(name, image('base'));
  await registry.pushManifest(name, index([amd64, arm64], { of: 'platforms' }), '1.0');
  await registry.pushManifest(name, about(root, 'sbom'));
  await registry.pushManifest(name, about(sbom, 'signature'));
  await registry.pushManifest(name, index([arm64], { of: 'others' }), 'other');
  if (!hasApi) {
    await registry.pushManifest(name, index([sbom]), referrersTag(root.digest));
    await registry.pushManifest(name, index([signature]), referrersTag(sbom.digest));
  }
  return { blobs: texts.map(blobContent), amd64, arm64, root, sbom, signature, other };
}

function step(id: string, after: readonly string[], work: StepWork): Step {
  return { ...work, id, after, target: id, detail: '' };
}

function copyPlan({ blobs, amd64, arm64, root, sbom, signature }: Graph): Plan {
  const route = { from: source, to: target };
  const all = blobs.map(({ digest }) => digest);
  const copy = (id: string, manifest: ContentDescriptor, after: readonly string[]) =>
    step(id, after, { verb: 'copy-manifest', ...route, manifest });
  const list = (id: string, subject: ContentDescriptor, referrer: ContentDescriptor, after: string) =>
    step(id, [after], {
      verb: 'list-referrers',
      at: target,
      subject: subject.digest,
      referrers: [referrer],
    });
  const manifests = [amd64, arm64, root, sbom, signature].map(({ digest }) => digest);
  const tags = [{ tag: '1.0', digest: root.digest }];
  return planOf([
    ...blobs.map((blob) => step(blob.digest, [], { verb: 'copy-blob', ...route, blob })),
    copy('amd64', amd64, all),
    copy('arm64', arm64, all),
    copy('root', root, ['amd64', 'arm64']),
    copy('sbom', sbom, ['root', ...all]),
    list('list sbom', root, sbom, 'sbom'),
    copy('signature', signature, ['sbom']),
    list('list signature', sbom, signature, 'signature'),
    step('tag', ['list sbom', 'list signature'], {
      verb: 'tag',
      at: target,
      tag: '1.0',
      digest: root.digest,
      was: null,
    }),
    step('verify', ['tag'], { verb: 'verify', at: target, manifests, tags }),
  ]);
}

function deletePlan({ amd64, root, sbom, signature }: Graph): Plan {
  const at = source;
  const unlist = (
    id: string,
    subject: ContentDescriptor,
    referrer: ContentDescriptor,
    after: readonly string[],
  ) =>
    step(id, after, {
      verb: 'unlist-referrers',
      at,
      subject: subject.digest,
      referrers: [referrer.digest],
    });
  const remove = (
    id: string,
    { digest }: ContentDescriptor,
    after: readonly string[],
    more: { tags?: readonly string[]; referrers?: readonly Digest[] } = {},
  ) => step(id, after, { verb: 'delete-manifest', at, digest, tags: [], referrers: [], ...more });
  return planOf([
    unlist('unlist signature', sbom, signature, []),
    remove('signature', signature, ['unlist signature']),
    unlist('unlist sbom', root, sbom, ['signature']),
    remove('sbom', sbom, ['unlist sbom'], { referrers: [signature.digest] }),
    remove('root', root, ['sbom'], { tags: ['1.0'], referrers: [sbom.digest] }),
    remove('amd64', amd64, ['root']),
  ]);
}

/** From the n-th write on the registry does as the test says. */
function fromNthWrite(nth: number, handle: Handle, then: Handle): Handle {
  let writes = 0;
  return (request) => {
    if (isWrite(request)) writes += 1;
    return writes < nth ? handle(request) : then(request);
  };
}

const spoils: readonly (readonly [string, Spoil])[] = [
  [
    'answers 500 and 429',
    (handle, nth) => {
      let asked = 0;
      const refuse: Handle = async () => new Response(null, { status: asked++ % 2 === 0 ? 500 : 429 });
      return { handle: fromNthWrite(nth, handle, refuse) };
    },
  ],
  [
    'is killed before it does',
    (handle, nth) => {
      const refuse: Handle = () => Promise.reject(new Error('ECONNREFUSED'));
      return { handle: fromNthWrite(nth, handle, refuse) };
    },
  ],
  [
    'is killed when it has done',
    (handle, nth) => {
      let done = 0;
      const then: Handle = async (request) => {
        if (isWrite(request) && done++ === 0) await handle(request);
        throw new Error('ECONNRESET');
      };
      return { handle: fromNthWrite(nth, handle, then) };
    },
  ],
  [
    'does what we cancel meanwhile',
    (handle, nth) => {
      const cancel = new AbortController();
      const then: Handle = (request) => {
        cancel.abort();
        return handle(request);
      };
      return { handle: fromNthWrite(nth, handle, then), signal: cancel.signal };
    },
  ],
  [
    'has a fault for a while',
    (handle, nth) => {
      const rule = { path: /./, fault: { kind: 'answer', status: 503 }, times: 8 } as const;
      return { handle: fromNthWrite(nth, handle, createFaultRegistry(handle, [rule])) };
    },
  ],
];

async function openScene(hasApi: boolean): Promise<Scene & AsyncDisposable> {
  const [from, to] = [await openScratchRegistry(), await openScratchRegistry()];
  const graph = await fillSource(from, hasApi);
  return {
    source: from,
    target: to,
    graph,
    [Symbol.asyncDispose]: async () => {
      await from[Symbol.asyncDispose]();
      await to[Symbol.asyncDispose]();
    },
  };
}

const withoutApi = (handle: Handle): Handle =>
  createFaultRegistry(handle, [{ path: /\/referrers\//, fault: { kind: 'answer', status: 404 } }]);

/** Runs a plan over both registries; what is changed goes through `spoil`. */
async function run(
  scene: Scene,
  plan: Plan,
  changes: 'source' | 'target',
  hasApi: boolean,
  spoil: (handle: Handle) => Spoiled = (handle) => ({ handle }),
  known: FinishedRun['steps'] = {},
) {
  const arrived: Promise<unknown>[] = [];
  const { handle, signal = new AbortController().signal } = spoil((request) => {
    const answer = scene[changes].handle(request);
    arrived.push(answer);
    return answer;
  });
  const api = hasApi ? (given: Handle) => given : withoutApi;
  const handles = {
    'source.example': api(changes === 'source' ? handle : scene.source.handle),
    'target.example': api(changes === 'target' ? handle : scene.target.handle),
  };
  const clients = new Map(
    Object.entries(handles).map(([registry, given]) => [registry, clientOver(registry, given)]),
  );
  const client = (registry: string) => {
    const found = clients.get(registry);
    if (found === undefined) throw new Error(registry);
    return found;
  };
  const finished = await runToEnd(plan, testContext(client, { signal }), known, { stepsAtOnce: 3 });
  // What was under way when the run was cancelled may still take effect.
  await Promise.allSettled(arrived);
  return finished;
}

/** Everything in a repository: tags, manifests, and what is named by a manifest and is not there. */
async function stateOf(registry: ScratchRegistry, name: string) {
  const layout = await registry.store.find(name);
  const { manifests, tags } = layout?.index() ?? { manifests: new Map(), tags: new Map() };
  const tagged = new Set(tags.values());
  const dangling: string[] = [];
  const kept: string[] = [];
  for (const digest of manifests.keys()) {
    const answer = await registry.ask('GET', `${name}/manifests/${digest}`);
    const type = answer.headers.get('Content-Type') ?? '';
    const manifest = parseManifest(new Uint8Array(await answer.arrayBuffer()), type);
    // A list of referrers that another took the place of is no part of the graph.
    const isList = manifest.shape === 'index' && manifest.annotations === undefined;
    if (isList && !tagged.has(digest)) continue;
    kept.push(digest);
    const named =
      manifest.shape === 'index'
        ? manifest.manifests.map((entry) => `manifests/${entry.digest}`)
        : manifest.shape === 'manifest'
          ? [manifest.config, ...manifest.layers].flatMap((entry) =>
              entry === undefined ? [] : [`blobs/${entry.digest}`],
            )
          : [];
    if (manifest.subject !== undefined) named.push(`manifests/${manifest.subject.digest}`);
    for (const path of named) {
      if ((await registry.ask('HEAD', `${name}/${path}`)).status !== 200) dangling.push(`${digest} ${path}`);
    }
  }
  return { tags: Object.fromEntries([...tags].toSorted()), manifests: kept.toSorted(), dangling };
}
/** How many writes a plan makes when nothing goes wrong, and what is there then. */
async function rightRun(plan: (graph: Graph) => Plan, changes: 'source' | 'target', hasApi: boolean) {
  await using scene = await openScene(hasApi);
  let writes = 0;
  const { end } = await run(scene, plan(scene.graph), changes, hasApi, (handle) => ({
    handle: (request) => {
      if (isWrite(request)) writes += 1;
      return handle(request);
    },
  }));
  expect(end).toMatchObject({ state: 'done', failed: 0, left: 0 });
  const name = { source, target }[changes].repository;
  const state = await stateOf(scene[changes], name);
  return { writes, state, source: await stateOf(scene.source, source.repository) };
}

describe.each([
  ['with the referrers API', true],
  ['without it', false],
])('a plan on a registry %s', (_, hasApi) => {
  describe.each([
    ['copies', copyPlan, 'target'],
    ['deletes', deletePlan, 'source'],
  ] as const)('that %s', (_verb, plan, changes) => {
    let rightOne: ReturnType<typeof rightRun> | undefined;
    test.each(spoils)(
      'leaves nothing dangling when from any write on the registry %s, and ends well the second time',
      async (_fault, spoil) => {
        rightOne ??= rightRun(plan, changes, hasApi);
        const right = await rightOne;
        const name = { source, target }[changes].repository;
        expect(right.state.dangling).toEqual([]);
        const attempt = async (nth: number) => {
          await using scene = await openScene(hasApi);
          const first = await run(scene, plan(scene.graph), changes, hasApi, (handle) => spoil(handle, nth));
          expect((await stateOf(scene[changes], name)).dangling).toEqual([]);
          const { arm64, other } = scene.graph;
          const left = (await stateOf(scene.source, source.repository)).manifests;
          expect(left).toEqual(expect.arrayContaining([arm64.digest, other.digest]));
          const second = await run(scene, plan(scene.graph), changes, hasApi, undefined, first.steps);
          expect(second.end).toMatchObject({ state: 'done', failed: 0, left: 0 });
          expect(await stateOf(scene[changes], name)).toEqual(right.state);
          if (changes === 'target')
            expect(await stateOf(scene.source, source.repository)).toEqual(right.source);
        };
        await Promise.all(Array.from({ length: right.writes }, (_, index) => attempt(index + 1)));
      },
    );
  });
});
