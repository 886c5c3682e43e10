import { join } from 'node:path';

// Plain JavaScript, so that an old Node can still say that it is too old.
const needed = 24;
const running = process.versions.node;

if (Number(running.split('.')[0]) < needed) {
  console.error(
    `Orrery needs Node ${needed}, this is ${running}. On Linux x64 "npm ci" brings it for "npm start"; elsewhere install Node ${needed}.`,
  );
  process.exitCode = 1;
} else {
  const isDev = process.argv.includes('--dev');
  // Next reads both when it is loaded.
  process.env.NODE_ENV = isDev ? 'development' : 'production';
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  const { dataFolderOf, keepCompiledCode } = await import('./start/compiled-code.mjs');
  keepCompiledCode(dataFolderOf(process.env), join(import.meta.dirname, '../..'));
  const { main } = await import('./main.ts');
  await main({
    isDev,
    isBuildOnly: process.argv.includes('--build'),
    isCheckOnly: process.argv.includes('--check-config'),
    isMigrateOnly: process.argv.includes('--migrate'),
  });
}
