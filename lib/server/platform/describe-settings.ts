import type { Settings } from './env.ts';

/** What `--check-config` prints: the settings as Orrery understood them, without secrets. */
export function describeSettings(settings: Settings): string {
  return settingLines(settings)
    .map(([name, value]) => `${`${name}:`.padEnd(17)}${value}`)
    .join('\n');
}

/** The same as names and values; a name that has several values stands there once for each. */
export function settingLines(settings: Settings): readonly (readonly [name: string, value: string])[] {
  const { shared } = settings;
  return [
    ['port', String(settings.port)],
    ['data folder', settings.dataDir],
    ['registries', settings.registries.map(({ host }) => host).join(', ') || 'none is configured'],
    ['changes', settings.readOnly ? 'none, read-only' : 'allowed'],
    ['inventory', inventoryText(settings.inventory)],
    ['webhooks', webhooksText(settings.webhooks)],
    ['policy folder', settings.policyFolder ?? 'none'],
    [
      'database',
      settings.databaseUrl === undefined ? 'in the data folder' : hostOf(settings.databaseUrl.reveal()),
    ],
    ['metrics', settings.metricsPort === undefined ? 'off' : `port ${settings.metricsPort}`],
    ['traces', settings.traces === undefined ? 'off' : settings.traces.sampler],
    ...(shared === undefined
      ? ([
          ['mode', 'one person, on this machine'],
          ['registry inside', settings.registry],
        ] as const)
      : ([
          ['mode', `a team, at ${shared.origin}`],
          ['listens on', shared.listen.join(', ')],
          ['replicas', replicasText(shared)],
          ['trusted proxies', shared.trustedProxies.map(rangeText).join(', ') || 'none'],
          ['session keys', shared.sessionKeys.length === 1 ? 'one' : 'one, and the one before'],
          ['sign-in', `${shared.provider.issuer} as ${shared.provider.clientId}`],
          ['scopes', shared.provider.scopes],
          ['groups', `the claim "${shared.provider.groupsClaim}"`],
          ...shared.roles.map((rule) => ['role', ruleText(rule)] as const),
        ] as const)),
  ];
}

type Shared = NonNullable<Settings['shared']>;

function ruleText({ group, role, repositories }: Shared['roles'][number]): string {
  return `${group} is ${role} in ${repositories?.join(', ') ?? 'all repositories'}`;
}

function inventoryText(inventory: Settings['inventory']): string {
  if (inventory === undefined) return 'off';
  const { role, requestsPerSecond, access } = inventory;
  const does = { all: 'scanned and shown here', web: 'shown here', worker: 'scanned here' }[role];
  const limit = access === 'registry' ? ', to each person what the registry lets them read' : '';
  return `${does}${limit}, ${requestsPerSecond} requests a second to each registry`;
}

function webhooksText(webhooks: Settings['webhooks']): string {
  if (webhooks === 'off') return 'off';
  return webhooks === undefined ? 'to any public address with https' : `to ${webhooks.join(', ')}`;
}

function replicasText({ internalAddress }: Shared): string {
  if (internalAddress === undefined) return 'do not reach this one: uploads stay where they are';
  return `reach this one at ${internalAddress.host}:${internalAddress.port}`;
}

function rangeText({ address, bits }: Shared['trustedProxies'][number]): string {
  return `${address}/${bits}`;
}

/** Without user and password. */
function hostOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `PostgreSQL at ${host}${pathname}`;
}
