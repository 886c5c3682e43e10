import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

// `npm run bench` runs every folder here that has a run.ts; `npm run bench blob` only that one, with what is said behind it.
const [wanted, ...rest] = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((name) => existsSync(join(import.meta.dirname, name, 'run.ts')))
  .filter((name) => wanted === undefined || name === wanted)
  .sort();

if (names.length === 0) {
  console.error(`There is no benchmark "${wanted}".`);
  process.exitCode = 1;
}
for (const name of names) {
  console.log(`\n── ${name}`);
  const bench = spawn(process.execPath, [join(import.meta.dirname, name, 'run.ts'), ...rest], {
    stdio: 'inherit',
  });
  const [status] = await once(bench, 'exit');
  if (status !== 0) process.exitCode = 1;
}
