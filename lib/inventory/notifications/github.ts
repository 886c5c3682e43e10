import { z } from 'zod';
import type { NotificationShape } from './notification.ts';
import { toChange } from './notification.ts';

const container = z.object({
  name: z.string(),
  namespace: z.string(),
  package_type: z.string(),
  package_version: z.object({
    version: z.string().optional(),
    container_metadata: z
      .object({ tag: z.object({ name: z.string().optional(), digest: z.string().optional() }).optional() })
      .nullish(),
  }),
});

const event = z.union([
  z.object({ action: z.string(), package: container }),
  z.object({ action: z.string(), registry_package: container }),
]);

/**
 * Webhooks of GitHub about a package (https://docs.github.com/webhooks/webhook-events-and-payloads#package). The `ping`
 * with which each webhook begins changes nothing, and neither do packages that are no containers.
 */
export const githubShape: NotificationShape = ({ header, body }) => {
  const name = header('x-github-event');
  if (name === null) return undefined;
  if (name === 'ping') return [];
  const { data } = event.safeParse(body);
  if (data === undefined) return undefined;
  const named = 'package' in data ? data.package : data.registry_package;
  if (named.package_type.toLowerCase() !== 'container') return [];
  const { version, container_metadata: metadata } = named.package_version;
  // ghcr.io knows owners in lower case alone.
  const repository = `${named.namespace}/${named.name}`.toLowerCase();
  const tag = metadata?.tag;
  return toChange({ repository, tag: tag?.name, digest: tag?.digest || version });
};
