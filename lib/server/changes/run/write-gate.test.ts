import { expect, test } from 'vitest';
import { createFakeClient } from '#e2e/fakes/fake-client';
import { createFakeStore } from '#e2e/fakes/fake-store';
import { digestOf } from '#e2e/faults/scratch-registry';
import type { RegistryClient } from '#lib/registry/registry-client';
import { createWriteGate, guardWrites } from '#lib/server/changes/run/write-gate';

const digest = digestOf('x');
const writes: Readonly<Record<string, (client: RegistryClient) => Promise<unknown>>> = {
  pushBlob: (client) => client.pushBlob('acme/app', { digest, size: 1 }, async () => new ReadableStream()),
  putManifest: (client) =>
    client.putManifest('acme/app', '1.0', { bytes: new Uint8Array(1), digest, mediaType: 'a/b' }),
  deleteManifest: (client) => client.deleteManifest('acme/app', digest),
};

test.for(Object.entries(writes))(
  '%s does not reach the registry when the gate is shut',
  async ([name, write]) => {
    const reached: string[] = [];
    const client = createFakeClient(createFakeStore(), {
      [name]: async () => void reached.push(name),
    });
    const shut = guardWrites(
      client,
      createWriteGate(() => new Error('shut')),
    );
    await expect(write(shut)).rejects.toThrow('shut');
    expect(reached).toEqual([]);
    await write(
      guardWrites(
        client,
        createWriteGate(() => undefined),
      ),
    );
    expect(reached).toEqual([name]);
  },
);

test('a gate that is shut while a write waits at it stays shut for that write', async () => {
  let failure: Error | undefined;
  const passed = createWriteGate(() => failure)();
  failure = new Error('shut');
  await expect(passed).rejects.toThrow('shut');
});
