import { streamFacts } from '#lib/api/client/stream-facts';
import { apiLimits } from '#lib/api/limits';
import { apiPath } from '#lib/api/routes/api-path';
import type { Fact } from '#lib/graph/model';

/** How many steps from the middle the server walks at most. */
const depth = 32;

/** Why a walk is to end, and whether somebody asked for it: then what was learned stays. */
type WalkEnd = { readonly signal: AbortSignal; readonly stop: AbortSignal };

/**
 * The facts of everything that hangs on anything around a reference. It ends at 5,000 artifacts or at `stop`, and then
 * says as a limit that more may exist.
 *
 * @throws ProblemError when the walk fails, or `signal` ends it
 */
export async function* walkAll(
  reference: string,
  { signal, stop }: WalkEnd,
): AsyncGenerator<readonly Fact[]> {
  const walk = streamFacts(apiPath('/api/graph', { ref: reference, depth }), AbortSignal.any([signal, stop]));
  let count = 0;
  let root: Extract<Fact, { type: 'root' }>['root'] | undefined;
  try {
    for await (const facts of walk) {
      yield facts;
      for (const fact of facts) if (fact.type === 'root') root = fact.root;
      count += facts.filter(({ type }) => type === 'node').length;
      if (count < apiLimits.artifactsMax || facts.some(({ type }) => type === 'end')) continue;
      yield ending(
        root,
        `Open all stopped at ${apiLimits.artifactsMax.toLocaleString('en')} artifacts: there may be more.`,
      );
      return;
    }
  } catch (error) {
    if (!stop.aborted) throw error;
    yield ending(root, 'You stopped Open all: there may be more.');
  }
}

function ending(root: Extract<Fact, { type: 'root' }>['root'] | undefined, reason: string): readonly Fact[] {
  const end = { type: 'end', complete: false, requests: { sent: 0, cached: 0 }, milliseconds: 0 } as const;
  return root === undefined ? [end] : [{ type: 'limit', about: root, reason }, end];
}
