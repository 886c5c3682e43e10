import { beforeAll, expect, test } from 'vitest';
import { fiveSources, walkDespite } from '#e2e/fakes/five-sources';
import type { Fault } from '#e2e/faults/fault-registry';
import { htmlPage } from '#e2e/faults/fault-registry';
import type { Answer, EdgeSource } from '#lib/graph/model';

type Content = Awaited<ReturnType<typeof fiveSources>>;
let content: Content;

beforeAll(async () => {
  content = await fiveSources();
});

const status = (code: number, headers: Readonly<Record<string, string>> = {}): Fault => ({
  kind: 'answer',
  status: code,
  headers,
});

/** What goes wrong, and the code of the answer that it leaves open. */
const faults: readonly (readonly [name: string, fault: Fault, code: string])[] = [
  ['401', status(401), 'unauthorized'],
  ['403', status(403), 'forbidden'],
  ['429', status(429, { 'Retry-After': '3600' }), 'rate-limited'],
  ['500', status(500), 'unavailable'],
  ['a timeout', { kind: 'wait', until: new Promise(() => {}) }, 'timeout'],
  ['a web page', htmlPage, 'not-a-registry'],
];

/** Where it goes wrong, and whose answer that is. */
const places: readonly (readonly [source: EdgeSource, path: (content: Content) => RegExp])[] = [
  ['referrers-api', () => /app\/referrers\//],
  ['referrers-tag', ({ prefix }) => new RegExp(`app/manifests/${prefix}$`)],
  ['cosign-tags', ({ prefix }) => new RegExp(`app/manifests/${prefix}\\.sig$`)],
  ['external', () => /acme\/signatures\//],
];

const all = places.map(([source]) => source);
const cases = faults.flatMap(([name, fault, code]) =>
  places.map(([source, path]) => ({ name, fault, code, source, path })),
);

test('without a fault every source finds what it knows, and all of it is complete', async () => {
  const { root, image, registry } = content;
  const { answers, complete, nodes } = await walkDespite(registry, []);
  for (const source of all)
    expect(answers.get(`${root.digest} referrers ${source}`)).toMatchObject({ state: 'found', count: 1 });
  expect(answers.get(`${image.digest} referrers buildkit`)).toMatchObject({ state: 'found', count: 1 });
  expect([...nodes.keys()].sort()).toEqual(
    [root, image, content.attestation, content.listed, content.signature, content.elsewhere]
      .map(({ digest }) => digest)
      .sort(),
  );
  expect(complete).toBe(true);
});

test.for(cases)('$name at $source leaves that one open and no other', async (at) => {
  const { root, registry } = content;
  const rule = { path: at.path(content), fault: at.fault };
  const { answers, complete } = await walkDespite(registry, [rule]);
  const answerOf = (source: EdgeSource): Answer | undefined =>
    answers.get(`${root.digest} referrers ${source}`);
  expect(answerOf(at.source)).toMatchObject({
    state: 'unknown',
    code: at.code,
    reason: expect.stringMatching(/\.$/),
  });
  for (const source of all.filter((other) => other !== at.source))
    expect(answerOf(source)).toMatchObject({ state: 'found', count: 1 });
  expect(complete).toBe(false);
});

/** Who keeps the list back may keep back the tags as well. */
const refusals: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'not-a-registry']);

test.for(faults)('%s at the tag list hides no tag that is asked for by name', async ([, fault, code]) => {
  const { root, registry, signature } = content;
  const { answers, edges } = await walkDespite(registry, [{ path: /app\/tags\/list/, fault }]);
  expect(edges.has(`${signature.digest} subject ${root.digest}`)).toBe(true);
  expect(answers.get(`${root.digest} referrers referrers-tag`)).toMatchObject({ state: 'found', count: 1 });
  expect(answers.get(`${root.digest} referrers cosign-tags`)).toMatchObject(
    refusals.has(code) ? { state: 'unknown', code } : { state: 'found', count: 1 },
  );
  expect(answers.get(`${root.digest} tags manifest`)).toMatchObject({ state: 'unknown' });
});

test.for(faults)(
  '%s at an attestation of BuildKit leaves it in its place, unread',
  async ([, fault, code]) => {
    const { attestation, image, registry } = content;
    const rule = { path: new RegExp(attestation.digest), fault };
    const { answers, nodes, edges, complete } = await walkDespite(registry, [rule]);
    expect(answers.get(`${image.digest} referrers buildkit`)).toMatchObject({ state: 'found', count: 1 });
    expect(edges.has(`${attestation.digest} about ${image.digest}`)).toBe(true);
    expect(nodes.get(attestation.digest)).toMatchObject({ state: 'unreadable', kind: 'attestation' });
    expect(answers.get(`${attestation.digest} manifest manifest`)).toMatchObject({ state: 'unknown', code });
    expect(complete).toBe(false);
  },
);

test.for([...faults, ['404', status(404), 'not-found'] as const])(
  '%s at an entry of the referrers tag leaves that source open, and never at none',
  async ([, fault, code]) => {
    const { root, listed, registry } = content;
    const rule = { path: new RegExp(listed.digest), fault };
    const { answers, edges, complete } = await walkDespite(registry, [rule]);
    expect(answers.get(`${root.digest} referrers referrers-tag`)).toMatchObject({ state: 'unknown', code });
    expect(edges.has(`${listed.digest} subject ${root.digest}`)).toBe(true);
    expect(complete).toBe(false);
  },
);

test('404 says that there is no API and that a manifest is missing, and nothing of a tag that is listed', async () => {
  const { root, registry, prefix, attestation } = content;
  const missing = (path: RegExp) => walkDespite(registry, [{ path, fault: status(404) }]);
  const answerOf = async (path: RegExp, source: EdgeSource) =>
    (await missing(path)).answers.get(`${root.digest} referrers ${source}`);
  expect(await answerOf(/app\/referrers\//, 'referrers-api')).toMatchObject({ code: 'unsupported' });
  const contradiction = { state: 'unknown', reason: expect.stringContaining('and does not give it') };
  expect(await answerOf(new RegExp(`${prefix}$`), 'referrers-tag')).toMatchObject(contradiction);
  expect(await answerOf(new RegExp(`${prefix}\\.sig$`), 'cosign-tags')).toMatchObject(contradiction);
  const { nodes } = await missing(new RegExp(attestation.digest));
  expect(nodes.get(attestation.digest)?.state).toBe('missing');
});

test('bytes with another digest are believed by no source', async () => {
  const { root, registry, prefix, listed, signature } = content;
  const flip: Fault = { kind: 'flip', at: 5 };
  const tagged = await walkDespite(registry, [{ path: new RegExp(`app/manifests/${prefix}`), fault: flip }]);
  for (const source of ['referrers-tag', 'cosign-tags'])
    expect(tagged.answers.get(`${root.digest} referrers ${source}`)).toMatchObject({
      code: 'digest-mismatch',
    });
  expect(tagged.nodes.has(signature.digest)).toBe(false);
  const read = await walkDespite(registry, [{ path: new RegExp(listed.digest), fault: flip }]);
  expect(read.nodes.get(listed.digest)).toMatchObject({ state: 'unreadable' });
  expect(read.complete).toBe(false);
});
