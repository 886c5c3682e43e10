import { createEgressFetch } from '#lib/server/platform/egress/egress';
import { limits } from '#lib/server/platform/limits';
import { processGlobal } from '#lib/server/platform/process-global';
import { getServices } from '#lib/server/platform/services';
import type { IdentityProvider } from './provider/identity-provider.ts';
import { createIdentityProvider } from './provider/identity-provider.ts';
import { sharedSettings } from './team-sealers.ts';

const state = processGlobal('identity-provider', (): { provider?: IdentityProvider | undefined } => ({}));

/** The identity provider of the team that is served. */
export function getIdentityProvider(): IdentityProvider {
  state.provider ??= create();
  return state.provider;
}

/** Takes another provider; undefined makes the next one from the settings. */
export function provideIdentityProvider(provider: IdentityProvider | undefined): void {
  state.provider = provider;
}

function create(): IdentityProvider {
  const { proxies, certificates } = getServices().settings;
  const { origin, provider } = sharedSettings();
  const trusted = certificates === undefined ? [] : [certificates];
  const fetch = createEgressFetch({ limits, proxies, certificates: trusted });
  return createIdentityProvider({ settings: provider, publicOrigin: origin, fetch });
}
