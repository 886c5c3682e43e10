import { LRUCache } from 'lru-cache';
import type { AnswerHeaders, HttpAnswer } from '#lib/registry/http-answer';
import { fixedLimits } from '#lib/registry/limits';
import { RegistryError } from '#lib/registry/registry-error';

/** A question that may be answered by "what you have is still right". */
type Condition<T> = {
  readonly headers: Readonly<Record<string, string>>;
  /** The cached value when the answer is 304, else what `work` makes of it. */
  readonly read: (response: HttpAnswer, work: () => Promise<T>) => Promise<T>;
};

/** Answers of one session that the registry gave with an `ETag`, asked for again under it (https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match). */
export type Revalidation<T> = {
  readonly condition: (path: string, registry: string) => Condition<T>;
  /** Drops the answers of all paths that begin like this. */
  readonly forget: (start: string) => void;
};

type Cached<T> = { readonly value: T; readonly etag: string };

/** An empty memory; `weigh` says about how many bytes a value takes. */
export function createRevalidation<T>(weigh: (value: T) => number): Revalidation<T> {
  const memory = new LRUCache<string, Cached<T>>({
    maxSize: fixedLimits.revalidationMaxBytes,
    sizeCalculation: ({ value }) => weigh(value) + 512,
  });
  return {
    forget: (start) => {
      for (const path of memory.keys()) if (path.startsWith(start)) memory.delete(path);
    },
    condition: (path, registry) => {
      const cached = memory.get(path);
      return {
        headers: cached === undefined ? {} : { 'if-none-match': cached.etag },
        read: async (response, work) => {
          if (response.status === 304) {
            if (cached !== undefined) return cached.value;
            throw new RegistryError(
              'bad-response',
              registry,
              `${registry} answered 304 Not Modified to an unconditional request.`,
            );
          }
          const value = await work();
          const etag = readEtag(response.headers);
          if (etag === undefined) memory.delete(path);
          else memory.set(path, { value, etag });
          return value;
        },
      };
    },
  };
}

/** The `ETag` of an answer if it is one (https://www.rfc-editor.org/rfc/rfc9110#name-etag): it goes back to the registry as it came. */
export function readEtag(headers: AnswerHeaders): string | undefined {
  const text = headers.get('etag') ?? '';
  return /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/.test(text) ? text : undefined;
}
