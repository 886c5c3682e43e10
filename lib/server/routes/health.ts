import { orreryVersion } from '#lib/api/version';
import type { DatabaseState } from '#lib/server/plans/database-state';
import { plansState } from '#lib/server/plans/process-state';
import { settingLines } from '#lib/server/platform/describe-settings';
import { getLog } from '#lib/server/platform/log';
import { getServices } from '#lib/server/platform/services';
import { toVerdict } from './audit-log.ts';
import type { RouteCall } from './route-call.ts';
import { readQuery, respondJson } from './route-call.ts';

/** How this Orrery is: what it needs and whether that answers, who works beside it, and how it was set up. */
export async function answerHealth({ url }: RouteCall): Promise<Response> {
  readQuery('GET /api/admin/health', url);
  const { settings } = getServices();
  const { persistence } = plansState;
  const checked = persistence?.auditCheck.last();
  const [database, provider] = await Promise.all([
    persistence?.describe === undefined ? undefined : stateOf(persistence.describe),
    settings.shared === undefined ? undefined : stateOf(checkProvider),
  ]);
  return respondJson('GET /api/admin/health', {
    version: orreryVersion,
    startedAt: new Date(performance.timeOrigin).toISOString(),
    ...(database === undefined ? {} : { database: toDatabase(database) }),
    ...(provider === undefined || settings.shared === undefined
      ? {}
      : { provider: { ...provider.answering, issuer: settings.shared.provider.issuer } }),
    ...(checked === undefined ? {} : { audit: toVerdict(checked) }),
    settings: settingLines(settings).map(([name, value]) => ({ name, value })),
  });
}

type State<T> = {
  readonly answering: { readonly isAnswering: boolean; readonly milliseconds: number };
  readonly value?: T | undefined;
};

/** Whether something answers. Why not is for the log: what a person reads of it names no host that they may not know. */
async function stateOf<T>(ask: () => Promise<T>): Promise<State<T>> {
  const start = performance.now();
  const ended = () => Math.round(performance.now() - start);
  try {
    const value = await ask();
    return { answering: { isAnswering: true, milliseconds: ended() }, value };
  } catch (err) {
    getLog().warn({ err }, 'something that Orrery needs does not answer');
    return { answering: { isAnswering: false, milliseconds: ended() } };
  }
}

async function checkProvider(): Promise<void> {
  const { getIdentityProvider } = await import('#lib/server/sessions/team-provider');
  await getIdentityProvider().check();
}

function toDatabase({ answering, value }: State<DatabaseState>) {
  const replicas = (value?.replicas ?? []).map(({ startedAt, seenAt, ...replica }) => ({
    ...replica,
    startedAt: new Date(startedAt).toISOString(),
    seenAt: new Date(seenAt).toISOString(),
  }));
  return { ...answering, ...(value === undefined ? {} : { schema: value.schema }), replicas };
}
