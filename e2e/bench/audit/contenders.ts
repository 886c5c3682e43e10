import type { Workbench } from '#e2e/tools/workbench';
import { auditEventSchema } from '#lib/api/contract/audit-contract';
import type { AuditCounts, AuditEvent } from '#lib/audit/audit';

/** One audit of ours. */
export type OurAudit = {
  /** Until so many rows were there that a screen is full. */
  readonly screenMs: number;
  readonly ms: number;
  readonly counts: AuditCounts;
};

const rowsOfScreen = 30;

/** Audits through `GET /api/audit` until its last line; lines are read afterwards, so that reading is not measured. */
export async function auditOurs(orrery: string, ref: string, query = ''): Promise<OurAudit> {
  const began = performance.now();
  const response = await fetch(`${orrery}/api/audit?ref=${encodeURIComponent(ref)}${query}`, {
    headers: { accept: 'application/x-ndjson' },
  });
  if (!response.ok || response.body === null) throw new Error(await response.text());
  const chunks: { readonly atMs: number; readonly bytes: Uint8Array }[] = [];
  for await (const bytes of response.body) chunks.push({ atMs: performance.now() - began, bytes });
  const told = toEvents(chunks);
  const rows = told.filter(({ event }) => event.type === 'row');
  const last = told.at(-1);
  if (last?.event.type !== 'end') throw new Error('The stream was cut off.');
  return {
    screenMs: rows[rowsOfScreen - 1]?.atMs ?? last.atMs,
    ms: last.atMs,
    counts: last.event.counts,
  };
}

/** The names that a list of tags gives, without those that are made from a digest. */
export async function listTags(bench: Workbench, repository: string): Promise<readonly string[]> {
  const said = await bench.run('crane', ['ls', '--insecure', repository]);
  return said.split('\n').filter((tag) => tag !== '' && !tag.startsWith('sha256-'));
}

/** What people write in a shell: what hangs on each tag, and whether its signature holds. Milliseconds. */
export async function auditByLoop(bench: Workbench, repository: string, tags: readonly string[]) {
  const key = ['--key', 'release.pub', '--insecure-ignore-tlog', '--allow-http-registry'];
  return await timed(async () => {
    for (const tag of tags) {
      const reference = `${repository}:${tag}`;
      await bench.run('oras', ['discover', '--plain-http', '--format', 'json', reference]);
      // It fails where nobody signed.
      await bench.run('cosign', ['verify', ...key, reference]).catch(() => undefined);
    }
  });
}

/** The same by regctl, which verifies nothing. `regctl registry set --tls disabled` comes before, and is not counted. */
export async function auditByRegctl(bench: Workbench, repository: string, tags: readonly string[]) {
  return await timed(async () => {
    for (const tag of tags) await bench.run('regctl', ['artifact', 'tree', `${repository}:${tag}`]);
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

type Told = { readonly atMs: number; readonly event: AuditEvent };

function toEvents(chunks: readonly { readonly atMs: number; readonly bytes: Uint8Array }[]): readonly Told[] {
  const decoder = new TextDecoder();
  let rest = '';
  return chunks.flatMap(({ atMs, bytes }) => {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    return lines.map((line) => ({ atMs, event: auditEventSchema.parse(JSON.parse(line)) }));
  });
}
