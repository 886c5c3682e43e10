import { LRUCache } from 'lru-cache';

type Options<V extends object | true> = LRUCache.Options<string, V, unknown>;

/**
 * A cache whose keys are the name of a repository, alone or with `:tag` or `@digest` behind it. Of one with thousands of
 * keys the few of a repository are found at once: a run forgets a repository with each of its steps.
 */
export class RepositoryCache<V extends object | true> extends LRUCache<string, V> {
  readonly #keys: Map<string, Set<string>>;

  constructor(options: Options<V>) {
    const keys = new Map<string, Set<string>>();
    super({
      ...options,
      onInsert: (_, key) => {
        const repository = repositoryOf(key);
        const known = keys.get(repository);
        if (known === undefined) keys.set(repository, new Set([key]));
        else known.add(key);
      },
      dispose: (_, key, reason) => {
        // A value in place of another one: the key stays.
        if (reason === 'set') return;
        const repository = repositoryOf(key);
        const known = keys.get(repository);
        known?.delete(key);
        if (known?.size === 0) keys.delete(repository);
      },
    });
    this.#keys = keys;
  }

  /** Deletes all keys of a repository. */
  forget(repository: string): void {
    for (const key of [...(this.#keys.get(repository) ?? [])]) this.delete(key);
  }
}

// No name of a repository has either: https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
function repositoryOf(key: string): string {
  return /^[^:@]*/.exec(key)?.[0] ?? key;
}
