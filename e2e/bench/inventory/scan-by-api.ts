import { setTimeout as wait } from 'node:timers/promises';
import { scanSchema, startedScanSchema } from '#lib/api/contract/inventory-contract';

/** What a scan took. */
export type ScanCost = { readonly requests: number; readonly seconds: number };

/** Scans a registry, or one repository of it, through the API of a running Orrery, to the end. */
export async function scan(
  orrery: string,
  of: { readonly host: string; readonly repository?: string },
): Promise<ScanCost> {
  const begun = performance.now();
  const started = await fetch(`${orrery}/api/inventory/scans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: orrery },
    body: JSON.stringify(of),
  });
  if (!started.ok) throw new Error(await started.text());
  const { id } = startedScanSchema.parse(await started.json());
  for (;;) {
    const answer = await fetch(`${orrery}/api/inventory/scans/${id}`, {
      headers: { accept: 'application/json' },
    });
    if (!answer.ok) throw new Error(await answer.text());
    const { state, requests, failures } = scanSchema.parse(await answer.json());
    if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join('\n'));
    if (state === 'done') return { requests, seconds: (performance.now() - begun) / 1_000 };
    if (state !== 'running') throw new Error(`The scan is ${state}.`);
    await wait(100);
  }
}
