import type { Settings } from '#lib/server/platform/env';
import { problemError } from '#lib/server/platform/problem-error';

/** Where a webhook leads; `isNamed`: the operator names its host, which may lie in a private network then. */
type JudgedWebhook = { readonly url: URL; readonly isNamed: boolean };

/**
 * The address of a webhook, if this Orrery sends anything there.
 *
 * @throws ProblemError `webhook-refused`
 */
export function judgeWebhook(address: string, webhooks: Settings['webhooks']): JudgedWebhook {
  if (webhooks === 'off')
    throw refused('The operator of this Orrery has switched webhooks off (ORRERY_WEBHOOKS).');
  const url = URL.parse(address);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw refused('This is no web address without user name and password.');
  const isNamed = webhooks?.includes(url.host) === true;
  if (webhooks !== undefined && !isNamed)
    throw refused(`ORRERY_WEBHOOKS of this Orrery does not name ${url.host.slice(0, 100)}.`);
  if (url.protocol === 'http:' && !isNamed)
    throw refused('Only hosts that ORRERY_WEBHOOKS names are told without TLS: use https.');
  return { url, isNamed };
}

function refused(detail: string) {
  return problemError('webhook-refused', detail);
}
