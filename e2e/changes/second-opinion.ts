import type { Workbench } from '#e2e/tools/workbench';

/** What other tools see in a repository, asked over plain http. */
export type SecondOpinion = {
  /** The tags, sorted, without those that are made from digests. */
  readonly tags: (repository: string) => Promise<readonly string[]>;
  /** Every digest that `oras discover` reaches from a reference. */
  readonly discover: (reference: string) => Promise<ReadonlySet<string>>;
  /** Whether a manifest can be read whole: every blob of it too. */
  readonly isWhole: (reference: string) => Promise<boolean>;
  readonly digest: (reference: string) => Promise<string | undefined>;
};

const byTag = ['--distribution-spec', 'v1.1-referrers-tag'];

/** Asks oras, crane and regctl, none of which knows us. */
export function askOthers(bench: Workbench): SecondOpinion {
  const quietly = async (run: () => Promise<string>): Promise<string | undefined> =>
    await run().catch(() => undefined);
  return {
    tags: async (repository) => {
      const listed = await quietly(() => bench.run('crane', ['ls', repository]));
      const tags = (listed ?? '').split('\n').filter((tag) => tag !== '' && !/^sha256-/.test(tag));
      return tags.sort();
    },
    discover: async (reference) => {
      const how = ['--plain-http', '--format', 'json'];
      // olareg without the API answers 405, which oras takes for a failure unless it is told to read the tag.
      const tree = await bench
        .run('oras', ['discover', ...how, reference])
        .catch(() => bench.run('oras', ['discover', ...how, ...byTag, reference]));
      return new Set(tree.match(/sha256:[0-9a-f]{64}/g) ?? []);
    },
    isWhole: async (reference) => {
      const pulled = await quietly(() => bench.run('crane', ['validate', '--remote', reference]));
      return pulled !== undefined;
    },
    digest: async (reference) => (await quietly(() => bench.run('crane', ['digest', reference])))?.trim(),
  };
}
