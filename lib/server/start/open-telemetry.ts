import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Settings } from '#lib/server/platform/env';
import { provideMetrics } from '#lib/server/platform/metrics';
import type { Tracing } from '#lib/server/platform/tracing';
import { ownHosts } from './embedded.ts';
import { listenOn, loopbacks } from './listen.ts';

/** How this process is seen from outside. */
export type Telemetry = {
  /** Those on which metrics are read. */
  readonly servers: readonly Server[];
  /** Undefined where no spans are collected. */
  readonly tracing: Tracing | undefined;
};

/**
 * Begins to count and to trace as the settings say; the code of either is loaded only for that.
 *
 * @throws StartError `port` where the port of the metrics is taken
 */
export async function openTelemetry(settings: Settings, root: string): Promise<Telemetry> {
  const { metricsPort, traces, shared } = settings;
  const version = versionIn(root);
  const servers = metricsPort === undefined ? [] : await serveMetrics(metricsPort, shared?.listen, version);
  if (traces === undefined) return { servers, tracing: undefined };
  const { openTracing } = await import('#lib/server/telemetry/open-tracing');
  return { servers, tracing: openTracing(traces, version) };
}

async function serveMetrics(
  port: number,
  addresses: readonly string[] | undefined,
  version: string,
): Promise<readonly Server[]> {
  const { createPrometheusMetrics } = await import('#lib/server/telemetry/prometheus-metrics');
  const { metricsListener } = await import('#lib/server/telemetry/metrics-listener');
  const prometheus = createPrometheusMetrics(version);
  provideMetrics(prometheus.metrics);
  const listener = metricsListener(prometheus, addresses === undefined ? ownHosts(port) : undefined);
  const upgrade = (_: unknown, socket: { readonly destroy: () => void }) => void socket.destroy();
  return await listenOn(addresses ?? loopbacks, port, { listener, upgrade }, 'ORRERY_METRICS_PORT');
}

function versionIn(root: string): string {
  const manifest = parseJson(readFileSync(join(root, 'package.json')));
  return isJsonObject(manifest) ? String(manifest.version) : 'unknown';
}
