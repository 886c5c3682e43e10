import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderStart, TestProvider } from '#e2e/fakes/identity-provider';
import { makeCertificates } from '#e2e/network/make-certificates';
import { findFreePort, startProcess } from '#e2e/registries/start-process';
import { findTool } from '#e2e/tools/find-tool';

/** Who can sign in there. */
export const secondPerson = {
  login: 'test-user@localhost',
  password: 'verysecure',
  name: 'Test User',
} as const;

/** A provider by other people in another language, over TLS, with one person in the group `dev`. */
export async function startSecondProvider({
  publicOrigin,
}: Pick<ProviderStart, 'publicOrigin'>): Promise<TestProvider> {
  const tool = await findTool('second-provider');
  if (tool.status === 'missing') throw new Error(tool.reason);
  const folder = await mkdtemp(join(tmpdir(), 'orrery-provider-'));
  const { certFile, keyFile, ca, caFile } = await makeCertificates(folder);
  const address = `localhost:${await findFreePort()}`;
  const client = { clientId: 'orrery', clientSecret: 'canary-client-secret' };
  const options = {
    ...{ address, cert: certFile, key: keyFile },
    ...{ origin: publicOrigin, secret: client.clientSecret, group: 'dev' },
  };
  const running = await startProcess({
    program: tool.path,
    args: Object.entries(options).map(([name, value]) => `-${name}=${value}`),
    environment: process.env,
    // Without TLS it says no more than that it is there.
    readyUrl: `http://${address}/`,
  });
  return {
    ...{ issuer: `https://${address}`, ca, caFile, ...client },
    [Symbol.asyncDispose]: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
