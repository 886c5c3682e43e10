import { checkByLibrary, checkByUs } from '#e2e/bench/verify/contenders';
import { measureServer } from '#e2e/bench/verify/measure-server';
import { signBundles } from '#e2e/bench/verify/signed-bundles';
import type { Row } from '#e2e/bench/walk/table';
import { atMost, formatTable, median } from '#e2e/bench/walk/table';

// Processor time of a thousand keyless signatures, each with its own certificate, by us and by the library alone; then the
// same through the server.
const count = 1_000;
const rounds = 3;
const rows: Row[] = [];

for (const log of ['rekor-1', 'rekor-2'] as const) {
  const bundles = signBundles(log, count);
  const costs = { ours: [] as number[], bare: [] as number[] };
  // Code is compiled in the first round.
  for (let round = 0; round <= rounds; round += 1) {
    const bare = costOf(bundles, checkByLibrary);
    const ours = costOf(bundles, checkByUs);
    if (round === 0) continue;
    costs.bare.push(bare);
    costs.ours.push(ours);
  }
  const [ours, bare] = [median(costs.ours), median(costs.bare)];
  const row = atMost(`${log}, against the library alone`, ours / bare, 1.3, 'times');
  const each = (ms: number) => `${(ms / count).toFixed(2)} ms`;
  rows.push({ ...row, measured: `${(ours / bare).toFixed(2)} times (${each(ours)} : ${each(bare)})` });
}
rows.push(...(await measureServer(count)));
console.log(formatTable(rows));

function costOf(bundles: readonly Uint8Array[], check: (bytes: Uint8Array) => void): number {
  const before = process.cpuUsage();
  for (const bundle of bundles) check(bundle);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
