import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseRegistry, parseRepository } from '#lib/oci/reference';
import type { Secret } from '#lib/registry/auth/credential';
import { parseOrigin } from '#lib/registry/auth/parse-origin';
import { defaultDataFolder } from './default-data-folder.mjs';
import type { InventorySettings } from './inventory-settings.ts';
import { inventoryVariables, readInventory } from './inventory-settings.ts';
import type { CredentialFiles } from './machine-paths.ts';
import { findCredentialFiles } from './machine-paths.ts';
import type { ConfiguredRegistry, ProxySettings } from './network-settings.ts';
import { isPlainHttp, readCertificates, readExtraCertificates, readProxies } from './network-settings.ts';
import type { Environment, ReadFile } from './read-variables.ts';
import { readVariables } from './read-variables.ts';
import type { SharedSettings } from './shared-settings.ts';
import { readShared, sharedVariables } from './shared-settings.ts';
import { StartError } from './start-error.ts';
import type { TraceSettings } from './telemetry-settings.ts';
import { defaultMetricsPort, metricsPortVariable, readTraces } from './telemetry-settings.ts';

/** The settings of this process, read once from the environment. */
export type Settings = {
  readonly port: number;
  /** Absolute folder of everything that this process keeps. */
  readonly dataDir: string;
  readonly demo: boolean;
  /** Whether pages and interface ask for the token, or let in every program on this machine. */
  readonly access: 'token' | 'open';
  /** What other clients may do with the registry inside. */
  readonly registry: 'open' | 'read' | 'off';
  /** Nothing is changed at any registry, the one inside included. */
  readonly readOnly: boolean;
  readonly registries: readonly ConfiguredRegistry[];
  /** `host/name` where cosign keeps signatures apart from all images, as cosign itself is told by the same variable. */
  readonly cosignRepository: string | undefined;
  /** Absolute folder of the policies against which signatures are checked; undefined where there is none. */
  readonly policyFolder: string | undefined;
  readonly credentialFiles: CredentialFiles;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  readonly proxies?: ProxySettings | undefined;
  /** PEM text of the certificates that are trusted for every host, beside those of Node.js. */
  readonly certificates?: string | undefined;
  /** Where a team is served; undefined on one's own machine. */
  readonly shared?: SharedSettings | undefined;
  /** What is kept of whole registries; undefined where that is switched off. */
  readonly inventory?: InventorySettings | undefined;
  /** The PostgreSQL database; undefined where everything lies in the data folder. */
  readonly databaseUrl?: Secret | undefined;
  /** Hosts that webhooks may lead to, also private ones and without TLS; undefined: any public one with https. */
  readonly webhooks?: readonly string[] | 'off' | undefined;
  /** Where metrics are read; undefined where nobody reads them. */
  readonly metricsPort?: number | undefined;
  /** Undefined where no collector of traces is named. */
  readonly traces?: TraceSettings | undefined;
};

const registries = z
  .array(
    z.strictObject({
      host: z.string().transform(toHost),
      plainHttp: z.boolean().optional(),
      attachedIn: z.string().transform(toRepository).optional(),
      tokenServers: z.array(z.string().transform(toOrigin)).optional(),
      ca: z.string().min(1, 'must be the path of a file.').optional(),
    }),
    'must be a list like [{"host":"registry.lan:5000","plainHttp":true}].',
  )
  .superRefine(refuseContradictions);

const variables = z.object({
  PORT: z
    .string()
    .regex(/^[0-9]{1,5}$/, 'must be a number.')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'must lie between 1 and 65535.')
    .default(3000),
  ORRERY_DATA_DIR: z.string().optional(),
  ORRERY_DEMO: z.enum(['on', 'off'], 'must be on or off.').optional(),
  ORRERY_ACCESS: z.enum(['token', 'open'], 'must be token or open.').optional(),
  ORRERY_REGISTRY: z
    .enum(
      ['open', 'read', 'off'],
      'must be open, read or off. Registries to show are named in ORRERY_REGISTRIES.',
    )
    .optional(),
  ORRERY_READ_ONLY: z.enum(['on', 'off'], 'must be on or off.').optional(),
  ORRERY_REGISTRIES: z.string().transform(toJson).pipe(registries).default([]),
  COSIGN_REPOSITORY: z.string().transform(toRepository).optional(),
  ORRERY_POLICY: z.string().min(1, 'must be the path of a folder.').optional(),
  ORRERY_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug.')
    .default('warn'),
  ORRERY_METRICS_PORT: metricsPortVariable,
  ...inventoryVariables,
  ORRERY_WEBHOOKS: z.string().transform(toWebhookHosts).optional(),
  ...sharedVariables,
});

type Values = z.infer<typeof variables>;

/**
 * Reads and checks the settings.
 *
 * @throws StartError `setting`, which says in one line what is wrong with them
 */
export function readSettings(
  environment: Environment = process.env,
  readFile: ReadFile = (path) => readFileSync(path, 'utf8'),
): Settings {
  const texts = readVariables(variables.keyof().options, environment, readFile);
  const parsed = variables.safeParse(withFile(texts, readFile));
  if (!parsed.success) throw new StartError('setting', explain(parsed.error));
  const { data } = parsed;
  const shared = readShared(data);
  return {
    port: data.PORT,
    dataDir: resolve(data.ORRERY_DATA_DIR ?? defaultDataFolder(process.platform, homedir(), environment)),
    ...(shared === undefined ? openToOne(data) : openToTeam(data)),
    registries: data.ORRERY_REGISTRIES.map((registry) => withCertificates(registry, readFile)),
    cosignRepository: data.COSIGN_REPOSITORY,
    policyFolder: data.ORRERY_POLICY === undefined ? undefined : resolve(data.ORRERY_POLICY),
    credentialFiles: findCredentialFiles(homedir(), environment),
    logLevel: data.ORRERY_LOG_LEVEL,
    proxies: readProxies(environment),
    certificates: readExtraCertificates(environment, readFile),
    shared,
    databaseUrl: data.ORRERY_DATABASE_URL,
    inventory: readInventory(data),
    webhooks: data.ORRERY_WEBHOOKS,
    metricsPort: metricsPortOf(data),
    traces: readTraces(environment),
  };
}

function metricsPortOf({ ORRERY_METRICS_PORT: port, ORRERY_PUBLIC_URL }: Values): number | undefined {
  if (port === 'off') return undefined;
  return port ?? (ORRERY_PUBLIC_URL === undefined ? undefined : defaultMetricsPort);
}

type Openness = Pick<Settings, 'demo' | 'access' | 'registry' | 'readOnly'>;

function openToOne(values: Values): Openness {
  return {
    demo: values.ORRERY_DEMO !== 'off',
    access: values.ORRERY_ACCESS ?? 'token',
    registry: values.ORRERY_REGISTRY ?? 'open',
    readOnly: values.ORRERY_READ_ONLY === 'on',
  };
}

// The registry inside has no users: nobody could be kept from what another one pushed.
function openToTeam(values: Values): Openness {
  const { ORRERY_ACCESS, ORRERY_REGISTRY = 'off', ORRERY_DEMO = 'off', ORRERY_READ_ONLY = 'on' } = values;
  const refuse = (text: string) => new StartError('setting', `ORRERY_PUBLIC_URL serves a team. ${text}`);
  if (ORRERY_ACCESS !== undefined) throw refuse('People sign in there: leave ORRERY_ACCESS out.');
  if (ORRERY_REGISTRY !== 'off') throw refuse('It has no registry inside: leave ORRERY_REGISTRY out.');
  if (ORRERY_DEMO !== 'off') throw refuse('It has no demo: leave ORRERY_DEMO out.');
  return { demo: false, access: 'token', registry: 'off', readOnly: ORRERY_READ_ONLY === 'on' };
}

function withCertificates(registry: ConfiguredRegistry, readFile: ReadFile): ConfiguredRegistry {
  const { host, ca } = registry;
  if (ca === undefined) return registry;
  return { ...registry, ca: readCertificates(ca, `"ca" of ${host} in ORRERY_REGISTRIES`, readFile) };
}

/** `ORRERY_REGISTRIES=@registries.json` names a file, as curl's `--data` does. */
function withFile<Texts extends { ORRERY_REGISTRIES?: string }>(texts: Texts, readFile: ReadFile): Texts {
  const text = texts.ORRERY_REGISTRIES;
  if (text === undefined || !text.startsWith('@')) return texts;
  const { ORRERY_REGISTRIES } = readVariables(
    ['ORRERY_REGISTRIES'],
    { ORRERY_REGISTRIES_FILE: text.slice(1) },
    readFile,
  );
  return { ...texts, ORRERY_REGISTRIES };
}

function toJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('must be JSON, or @ and the path of a file with JSON.');
    return z.NEVER;
  }
}

function toHost(text: string, context: z.RefinementCtx): string {
  try {
    return parseRegistry(text);
  } catch {
    context.addIssue(`must name a registry like registry.lan:5000; ${JSON.stringify(text)} is none.`);
    return z.NEVER;
  }
}

function toRepository(text: string, context: z.RefinementCtx): string {
  try {
    const { registry, repository } = parseRepository(text);
    return `${registry}/${repository}`;
  } catch {
    context.addIssue(`must name a repository like ghcr.io/acme/signatures; ${JSON.stringify(text)} is none.`);
    return z.NEVER;
  }
}

function toOrigin(text: string, context: z.RefinementCtx): string {
  const origin = parseOrigin(text);
  if (origin !== undefined) return origin;
  context.addIssue(`must be an origin like https://auth.example.net; ${JSON.stringify(text)} is none.`);
  return z.NEVER;
}

function toWebhookHosts(text: string, context: z.RefinementCtx): readonly string[] | 'off' {
  if (text.trim() === 'off') return 'off';
  const hosts = text.split(',').flatMap((part) => part.trim().toLowerCase() || []);
  if (hosts.length > 0 && hosts.every((host) => URL.parse(`https://${host}`)?.host === host)) return hosts;
  context.addIssue('must be off, or hosts joined by commas: chat.corp.example,localhost:9000.');
  return z.NEVER;
}

// A password must not leave by plain http where the registry itself is asked over https.
function refuseContradictions(list: readonly ConfiguredRegistry[], context: z.RefinementCtx): void {
  for (const [i, { host, ca, plainHttp, tokenServers = [] }] of list.entries()) {
    if (ca !== undefined && plainHttp === true) {
      const message = `must give ${host} either "ca" or "plainHttp":true, not both.`;
      context.addIssue({ code: 'custom', message, path: [i, 'ca'] });
    }
    const open = tokenServers.find((origin) => origin.startsWith('http:'));
    if (open === undefined || isPlainHttp(host, list)) continue;
    const message = `must name a token server with https, because ${host} is asked over https; not ${open}.`;
    context.addIssue({ code: 'custom', message, path: [i, 'tokenServers'] });
  }
}

function explain(error: z.ZodError): string {
  const issue = error.issues[0];
  const [name, ...place] = issue?.path ?? [];
  const where = place.length === 0 ? '' : ` (at ${place.join('.')})`;
  return `${String(name)} ${issue?.message ?? 'is not valid.'}${where}`;
}

/** The environment of this process for a program that it starts, with these variables set. */
export function environmentWith(variables: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...variables };
}
