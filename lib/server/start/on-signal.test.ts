import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = `
import { onSignal } from ${JSON.stringify(fileURLToPath(new URL('on-signal.ts', import.meta.url)))};
let time = 0;
performance.now = () => time;
const said = [];
onSignal(() => said.push('stop'), () => said.push('now'));
for (const at of JSON.parse(process.argv[1])) {
  time = at;
  process.emit(at % 2 === 0 ? 'SIGINT' : 'SIGTERM');
}
process.stdout.write(JSON.stringify(said));
`;

async function signalsAt(times: readonly number[]): Promise<unknown> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(times)]);
  const closed = once(child, 'close');
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  await closed;
  return JSON.parse(text);
}

test('the first signal asks to stop and a later one ends at once', async () => {
  expect(await signalsAt([0, 5_001])).toEqual(['stop', 'now']);
});

test('a Ctrl-C that npm hands on again is not a second one', async () => {
  expect(await signalsAt([0, 1, 900])).toEqual(['stop']);
});
