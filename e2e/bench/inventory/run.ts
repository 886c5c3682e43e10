import { measureEmbedded } from './embedded.ts';
import { measurePostgres } from './postgres.ts';
import { measureScan } from './scan.ts';
import { measureShell } from './shell.ts';

// Everything, or the parts that are named: `npm run bench inventory postgres scan`.
const parts = {
  postgres: measurePostgres,
  embedded: measureEmbedded,
  scan: measureScan,
  shell: measureShell,
} as const;

const named = process.argv.slice(2);
for (const [name, measure] of Object.entries(parts)) {
  if (named.length > 0 && !named.includes(name)) continue;
  console.log(`\n${name}`);
  await measure();
}
