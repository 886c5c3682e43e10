import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const start = fileURLToPath(new URL('start.mjs', import.meta.url));
const olderNode = 'Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.11.0"}})';

type Run = { code: number | null; output: string; errors: string };

async function run(args: string[], environment: Record<string, string> = {}): Promise<Run> {
  const child = spawn(process.execPath, args, {
    env: { NODE_ENV: 'test', HOME: '/nonexistent', ...environment },
  });
  const [output, errors, code] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, output: output.join(''), errors: errors.join('') };
}

test('an old Node is told what to do in one line', async () => {
  const { code, output, errors } = await run(['--import', `data:text/javascript,${olderNode}`, start]);
  expect([code, output]).toEqual([1, '']);
  expect(errors).toMatch(/^Orrery needs Node 24, this is 20\.11\.0\..*install Node 24\.\n$/);
});

test('a bad variable is one line and exit code 1', async () => {
  expect(await run([start], { ORRERY_DEMO: 'perhaps' })).toEqual({
    code: 1,
    output: '',
    errors: 'ORRERY_DEMO must be on or off.\n',
  });
});

test('--check-config prints the settings or what is wrong with them, and starts nothing', async () => {
  const good = await run([start, '--check-config'], { ORRERY_READ_ONLY: 'on' });
  expect([good.code, good.errors]).toEqual([0, '']);
  expect(good.output).toContain('changes:         none, read-only');
  const bad = await run([start, '--check-config'], { ORRERY_PUBLIC_URL: 'https://orrery.example' });
  expect([bad.code, bad.output]).toEqual([1, '']);
  expect(bad.errors).toMatch(/which also needs ORRERY_DATABASE_URL, .*, ORRERY_ROLES\.\n$/);
});

test('a taken port is one line and exit code 1, before anything is built or written', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { code, output, errors } = await run([start], { PORT: String(port) });
  server.close();
  expect([code, output]).toEqual([1, '']);
  expect(errors).toMatch(new RegExp(`^Port ${port} is taken on 127\\.0\\.0\\.1\\..*\\n$`));
});
