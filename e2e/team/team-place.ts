import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { Agent, request } from 'undici';
import { openTestRegistry, pushImage } from '#e2e/fakes/embedded';
import { formBrowser } from '#e2e/fakes/form-browser';
import type { ProviderStart, TestProvider } from '#e2e/fakes/identity-provider';
import { startIdentityProvider } from '#e2e/fakes/identity-provider';
import { serveHandle } from '#e2e/fakes/listen';
import type { Certificates } from '#e2e/network/make-certificates';
import { makeCertificates } from '#e2e/network/make-certificates';
import { startOrrery } from '#e2e/registries/orrery';
import type { Registry } from '#e2e/registries/registry';
import { findFreePort } from '#e2e/registries/start-process';
import { needsPostgres } from '#e2e/tools/needs';
import type { RunningPostgres } from '#e2e/tools/postgres';
import type { Handle } from '#lib/server/http/node-adapter';
import type { EmbeddedRegistry } from '#lib/server/platform/services';
import type { TlsProxy } from './tls-proxy.ts';
import { startTlsProxy } from './tls-proxy.ts';
import { startTraceCollector } from './trace-collector.ts';

/** Two replicas and all that they need, before somebody has put a proxy in front. */
export type Team = AsyncDisposable & {
  /** `https://localhost:port`, where the proxy is to listen. */
  readonly origin: string;
  /** For that address. */
  readonly certificates: Certificates;
  readonly replicas: readonly Registry[];
  /** Starts one more, or one anew at the port that it had. */
  readonly startReplica: (port?: number) => Promise<Registry>;
  readonly provider: TestProvider;
  /** A registry with `team/app:1.0` and `other/app:1.0`. */
  readonly registry: string;
  /** The same registry, to push more to it. */
  readonly content: EmbeddedRegistry;
  readonly people: Map<string, readonly string[]>;
  /** Signs somebody in without a browser, through the proxy; gives the cookie header. */
  readonly signIn: (person: string) => Promise<string>;
  /** Sends a logout token as the provider does; gives the status. */
  readonly sendLogout: (token: string) => Promise<number>;
  /** The metrics of the first replica. */
  readonly metrics: () => Promise<string>;
  /** What the replicas have sent to their collector of traces. */
  readonly traces: () => Buffer;
  readonly database: RunningPostgres;
  /** Every row of every table, as text. */
  readonly dumpDatabase: () => Promise<string>;
  /** What the replicas have written to stdout and stderr. */
  readonly output: () => string;
};

export type TeamStart = {
  /** Makes the registry do something else. */
  readonly change?: (handle: Handle) => Handle;
  /** Another identity provider than the usual one. */
  readonly startProvider?: (start: ProviderStart) => Promise<TestProvider>;
  /** Settings of the replicas that differ. */
  readonly settings?: Readonly<Record<string, string>>;
};

export type TeamPlace = Team & { readonly proxy: TlsProxy };

/** Two replicas on one PostgreSQL, behind TLS, with an identity provider and a registry. */
export async function openTeamPlace(start: TeamStart = {}): Promise<TeamPlace> {
  await using stack = new AsyncDisposableStack();
  const team = stack.use(await openTeam(start));
  const { origin, certificates, replicas } = team;
  const proxy = stack.use(
    await startTlsProxy(Number(new URL(origin).port), certificates, replicas.map(portOf)),
  );
  const owned = stack.move();
  return { ...team, proxy, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** The port that a replica listens on. */
export function portOf({ host }: Pick<Registry, 'host'>): number {
  return Number(host.split(':')[1]);
}

/** The same without the proxy. */
export async function openTeam(start: TeamStart = {}): Promise<Team> {
  const { change = (handle) => handle, startProvider = startIdentityProvider } = start;
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'orrery-team-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const certificates = await makeCertificates(folder);
  const port = await findFreePort();
  const origin = `https://localhost:${port}`;
  const people = new Map<string, readonly string[]>([
    ['ada', ['platform']],
    ['bob', ['dev']],
    ['eve', []],
  ]);
  const dispatcher = new Agent({ connect: { ca: certificates.ca } });
  const sendLogout = async (token: string) => {
    const { statusCode, body } = await request(`${origin}/api/session/backchannel`, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ logout_token: token }).toString(),
    });
    await body.dump();
    return statusCode;
  };
  const onLogout = async (token: string) => void (await sendLogout(token));
  const provider = stack.use(await startProvider({ publicOrigin: origin, people, onLogout }));
  const postgres = await needsPostgres();
  stack.defer(postgres.stop);
  const content = await openTestRegistry();
  for (const name of ['team/app', 'other/app']) await pushImage(content, name, '1.0');
  const registry = stack.use(await serveHandle(change(content.handle)));
  const collector = stack.use(await startTraceCollector());
  const settings = {
    ORRERY_ACCESS: '',
    ORRERY_PUBLIC_URL: origin,
    ORRERY_DATABASE_URL: postgres.url,
    ORRERY_SESSION_KEY: 'canary-session-key-0123456789-abcdefghijkl',
    ORRERY_OIDC_ISSUER: provider.issuer,
    ORRERY_OIDC_CLIENT_ID: provider.clientId,
    ORRERY_OIDC_CLIENT_SECRET: provider.clientSecret,
    ORRERY_ROLES: JSON.stringify([
      { group: 'platform', role: 'admin' },
      { group: 'dev', role: 'editor', repositories: [`${registry.host}/team/**`] },
    ]),
    ORRERY_REGISTRIES: JSON.stringify([{ host: registry.host, plainHttp: true }]),
    ORRERY_READ_ONLY: 'off',
    ORRERY_TRUSTED_PROXIES: '127.0.0.1,::1',
    SSL_CERT_FILE: provider.caFile,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    ...start.settings,
  };
  const all: Registry[] = [];
  stack.defer(async () => void (await Promise.all(all.map(({ stop }) => stop()))));
  const metricsPorts: number[] = [];
  const startReplica = async (at?: number) => {
    const where = at === undefined ? {} : { port: at };
    const metricsPort = await findFreePort();
    metricsPorts.push(metricsPort);
    const own = {
      ...settings,
      ORRERY_METRICS_PORT: String(metricsPort),
      ORRERY_INTERNAL_ADDRESS: `127.0.0.1:${await findFreePort()}`,
    };
    const replica = await startOrrery({ hasTestToken: false, settings: own, ...where });
    all.push(replica);
    return replica;
  };
  const replicas = [await startReplica(), await startReplica()];
  const signIn = async (login: string) => {
    const browser = formBrowser(certificates.ca, provider.ca);
    const begin = `${origin}/api/session/start`;
    const callback = await browser.openUntil(begin, origin, { login, password: 'any' });
    await browser.openUntil(callback, origin, {});
    return browser.cookies();
  };
  const owned = stack.move();
  return {
    ...{ origin, certificates, replicas, startReplica, provider, people, signIn, sendLogout, content },
    ...{ registry: registry.host, database: postgres },
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPorts[0]}/metrics`)).text(),
    traces: collector.received,
    dumpDatabase: () => dumpDatabase(postgres.url),
    output: () => all.map((replica) => replica.output()).join('\n'),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function dumpDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) AS name FROM pg_tables
       WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ text: string }>(`SELECT t::text AS text FROM ${name} t`);
      texts.push(...rows.map(({ text }) => `${name} ${text}`));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}
