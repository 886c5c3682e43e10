import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from '#e2e/registries/registry';
import { startRegistry } from '#e2e/registries/registry';

/** zot: has the referrers API; speaks TLS where it is given a certificate. */
export function startZot(tls?: { readonly certFile: string; readonly keyFile: string }): Promise<Registry> {
  return startRegistry('zot', async ({ port, folder }) => {
    const config = join(folder, 'zot.json');
    await writeFile(
      config,
      JSON.stringify({
        storage: { rootDirectory: join(folder, 'data'), gc: false, dedupe: false },
        http: {
          address: '127.0.0.1',
          port: String(port),
          compat: ['docker2s2'],
          ...(tls === undefined ? {} : { tls: { cert: tls.certFile, key: tls.keyFile } }),
        },
        log: { level: 'warn' },
      }),
    );
    return ['serve', config];
  });
}

/** olareg: with the referrers API, or without, so that clients fall back to the referrers tag. */
export function startOlareg({ referrers }: { readonly referrers: boolean }): Promise<Registry> {
  return startRegistry('olareg', async ({ port }) => [
    'serve',
    '--addr=127.0.0.1',
    '--store-type=mem',
    `--port=${port}`,
    `--api-referrer=${referrers}`,
    '--api-delete',
    '--api-blob-delete',
  ]);
}

/** The user and password of a distribution that asks for them; the hash beside them is theirs. */
export const testUser = {
  username: 'ada',
  password: 'analytical-engine',
  htpasswd: 'ada:$2b$05$4S2cQLYDjoEzDI99b5UlbOdsjW4RmkjJs.901CYNa3hR5fQUwvgAe',
} as const;

/** distribution 3: no referrers API at all; asks for Basic credentials when told so. */
export function startDistribution({ basic = false } = {}): Promise<Registry> {
  return startRegistry('distribution', async ({ port, folder }) => {
    const passwords = join(folder, 'htpasswd');
    await writeFile(passwords, `${testUser.htpasswd}\n`);
    const config = join(folder, 'distribution.json');
    await writeFile(
      config,
      JSON.stringify({
        version: 0.1,
        log: { level: 'warn' },
        storage: { filesystem: { rootdirectory: join(folder, 'data') }, delete: { enabled: true } },
        http: { addr: `127.0.0.1:${port}` },
        ...(basic ? { auth: { htpasswd: { realm: 'acme', path: passwords } } } : {}),
      }),
    );
    return ['serve', config];
  });
}
