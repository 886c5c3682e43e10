import type { ScratchRegistry } from '#e2e/faults/scratch-registry';

/** As zot does: a manifest whose last tag goes to another is gone, and so are entries of an index that nobody names. */
export function droppingRegistry(registry: ScratchRegistry, name: string): ScratchRegistry['handle'] {
  const tags = async () => Object.fromEntries((await registry.store.find(name))?.index().tags ?? []);
  return async (request) => {
    const before = await tags();
    const answer = await registry.handle(request);
    const after = await tags();
    const [, tag = ''] = /\/manifests\/([^/:]+)$/.exec(new URL(request.url).pathname) ?? [];
    const old = before[tag];
    if (old === undefined || old === after[tag] || Object.values(after).includes(old)) return answer;
    const { manifests = [] } = JSON.parse(
      await (await registry.ask('GET', `${name}/manifests/${old}`)).text(),
    );
    for (const digest of [old, ...manifests.map((entry: { digest: string }) => entry.digest)])
      if (!Object.values(after).includes(digest)) await registry.ask('DELETE', `${name}/manifests/${digest}`);
    return answer;
  };
}
