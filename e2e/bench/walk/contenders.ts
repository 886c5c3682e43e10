import type { Workbench } from '#e2e/tools/workbench';
import { factSchema } from '#lib/api/contract/graph-contract';
import type { Fact } from '#lib/graph/model';

/** One walk of somebody's, and the digests that it named. */
export type Walk = { readonly ms: number; readonly digests: ReadonlySet<string> };

type Told = { readonly atMs: number; readonly fact: Fact };

/** A walk of ours, with each fact and when it came. */
export type OurWalk = Walk & {
  readonly told: readonly Told[];
  readonly end: Extract<Fact, { type: 'end' }>;
  /** By `performance.now()`. */
  readonly began: number;
};

/** Walks through `GET /api/graph` until its last line; lines are read afterwards, so that reading is not measured. */
export async function walkOurs(orrery: string, reference: string, depth = 32): Promise<OurWalk> {
  const began = performance.now();
  const response = await fetch(`${orrery}/api/graph?ref=${encodeURIComponent(reference)}&depth=${depth}`, {
    headers: { accept: 'application/x-ndjson' },
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  const chunks: { readonly atMs: number; readonly bytes: Uint8Array }[] = [];
  for await (const bytes of response.body) chunks.push({ atMs: performance.now() - began, bytes });
  const told = toFacts(chunks);
  const last = told.at(-1);
  if (last?.fact.type !== 'end') throw new Error('The stream was cut off.');
  const digests = told.flatMap(({ fact }) => (fact.type === 'node' ? [String(fact.node.digest)] : []));
  return { ms: last.atMs, digests: new Set(digests), told, end: last.fact, began };
}

export function walkOras(bench: Workbench, reference: string): Promise<Walk> {
  return timed(() => bench.run('oras', ['discover', '--plain-http', '--format', 'json', reference]));
}

/** `regctl registry set --tls disabled` comes before, and is not counted. */
export function walkRegctl(bench: Workbench, reference: string): Promise<Walk> {
  return timed(() => bench.run('regctl', ['artifact', 'tree', reference]));
}

async function timed(run: () => Promise<string>): Promise<Walk> {
  const began = performance.now();
  const said = await run();
  const ms = performance.now() - began;
  return { ms, digests: new Set(said.match(/sha256:[0-9a-f]{64}/g)) };
}

function toFacts(chunks: readonly { readonly atMs: number; readonly bytes: Uint8Array }[]): readonly Told[] {
  const decoder = new TextDecoder();
  let rest = '';
  return chunks.flatMap(({ atMs, bytes }) => {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    return lines.map((line) => ({ atMs, fact: factSchema.parse(JSON.parse(line)) }));
  });
}
