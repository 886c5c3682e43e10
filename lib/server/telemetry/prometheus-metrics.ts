import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Metrics } from '#lib/server/platform/metrics';

/** What this process counts, as Prometheus reads it. */
export type PrometheusMetrics = {
  readonly metrics: Metrics;
  readonly contentType: string;
  readonly text: () => Promise<string>;
};

// From a page in memory to a walk through a slow registry.
const secondsOfRequests = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60];
// A look-up takes less than a millisecond.
const secondsOfLookUps = [0.0005, 0.001, 0.002, 0.005, 0.02, 0.1, 1];

/** Metrics of this process, with those of Node.js: memory, CPU time, garbage, and how late its event loop is. */
export function createPrometheusMetrics(version: string): PrometheusMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'orrery_build_info',
    help: 'The version that runs; its value is 1.',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);
  const metrics = {
    ...requestMetrics(registry),
    ...workMetrics(registry),
    ...gauges(registry),
  };
  return { metrics, contentType: registry.contentType, text: () => registry.metrics() };
}

function requestMetrics(
  registry: Registry,
): Pick<Metrics, 'countRequest' | 'countRegistryCall' | 'countSessionLookUp' | 'countCacheRead'> {
  const registers = [registry];
  const count = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const time = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets = secondsOfRequests,
  ) => new Histogram({ name, help, labelNames, buckets, registers });

  const requests = count('orrery_http_requests_total', 'Requests that were answered.', ['route', 'status']);
  const requestSeconds = time(
    'orrery_http_request_duration_seconds',
    'From a request to the end of its answer.',
    ['route'],
  );
  const calls = count('orrery_registry_requests_total', 'Requests to registries, by status or failure.', [
    'registry',
    'outcome',
  ]);
  const callSeconds = time(
    'orrery_registry_request_duration_seconds',
    'From a request to a registry to the head of its answer.',
    ['registry'],
  );
  const lookUps = count('orrery_session_lookups_total', 'Sessions that were looked up.', ['outcome']);
  const lookUpSeconds = time(
    'orrery_session_lookup_duration_seconds',
    'How long a session was looked up.',
    [],
    secondsOfLookUps,
  );
  const reads = count('orrery_cache_reads_total', 'Questions to a cache.', ['cache', 'result']);
  return {
    countRequest: (route, status, milliseconds) => {
      requests.inc({ route, status });
      requestSeconds.observe({ route }, milliseconds / 1000);
    },
    countRegistryCall: (registryName, outcome, milliseconds) => {
      calls.inc({ registry: registryName, outcome });
      callSeconds.observe({ registry: registryName }, milliseconds / 1000);
    },
    countSessionLookUp: (outcome, milliseconds) => {
      lookUps.inc({ outcome });
      lookUpSeconds.observe(milliseconds / 1000);
    },
    countCacheRead: (cache, isHit) => reads.inc({ cache, result: isHit ? 'hit' : 'miss' }),
  };
}

function workMetrics(registry: Registry): Pick<Metrics, 'workBegan' | 'workEnded' | 'countScanRequest'> {
  const registers = [registry];
  const underWay = new Gauge({
    name: 'orrery_work_active',
    help: 'Walks, rows of lists and runs of plans that are under way.',
    labelNames: ['kind'],
    registers,
  });
  const ended = new Counter({
    name: 'orrery_work_ended_total',
    help: 'Walks, rows of lists and runs of plans that have ended.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const scans = new Counter({
    name: 'orrery_scan_requests_total',
    help: 'Requests of scans to registries, by status or failure.',
    labelNames: ['registry', 'outcome'],
    registers,
  });
  return {
    countScanRequest: (registryName, outcome) => scans.inc({ registry: registryName, outcome }),
    workBegan: (kind) => underWay.inc({ kind }),
    workEnded: (kind, outcome) => {
      underWay.dec({ kind });
      ended.inc({ kind, outcome });
    },
  };
}

/** Values that are read when somebody asks; the last ones of a name count. */
function gauges(registry: Registry): Pick<Metrics, 'watch' | 'watchBy'> {
  const watchBy: Metrics['watchBy'] = (name, help, labelNames, read) => {
    registry.removeSingleMetric(name);
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const rows = await read();
        this.reset();
        for (const { labels, value } of rows) this.set(labels, value);
      },
    });
  };
  return {
    watchBy,
    watch: (name, help, read) =>
      watchBy(name, help, ['state'], async () =>
        Object.entries(await read()).map(([state, value]) => ({ labels: { state }, value })),
      ),
  };
}
