import { processGlobal } from './process-global.ts';

/** What is worked on for a while: reading a graph, the rows of a list, a plan. */
export type WorkKind = 'walk' | 'rows' | 'run';

/** How a session was looked up: `remembered` is what was known before the database went away. */
type LookUpOutcome = 'open' | 'none' | 'remembered' | 'unavailable';

/**
 * What is counted of this process. Each label has few values: a route is a pattern, a registry one that is configured,
 * an outcome a status or a code.
 */
export type Metrics = {
  readonly countRequest: (route: string, status: number, milliseconds: number) => void;
  readonly countRegistryCall: (registry: string, outcome: string, milliseconds: number) => void;
  /** One of those requests that scans sent. */
  readonly countScanRequest: (registry: string, outcome: string) => void;
  readonly countSessionLookUp: (outcome: LookUpOutcome, milliseconds: number) => void;
  readonly countCacheRead: (cache: 'manifests', isHit: boolean) => void;
  readonly workBegan: (kind: WorkKind) => void;
  readonly workEnded: (kind: WorkKind, outcome: string) => void;
  /** A gauge whose values, by state, are read when somebody asks for them. */
  readonly watch: (name: string, help: string, read: ReadGauge) => void;
  /** The same by other labels. */
  readonly watchBy: (name: string, help: string, labels: readonly string[], read: ReadRows) => void;
};

/** One value of a gauge. */
export type GaugeRow = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

type ReadRows = () => Promise<readonly GaugeRow[]>;

type ReadGauge = () => Readonly<Record<string, number>> | Promise<Readonly<Record<string, number>>>;

const nothing = () => {};
const uncounted: Metrics = {
  countRequest: nothing,
  countRegistryCall: nothing,
  countScanRequest: nothing,
  countSessionLookUp: nothing,
  countCacheRead: nothing,
  workBegan: nothing,
  workEnded: nothing,
  watch: nothing,
  watchBy: nothing,
};

const state = processGlobal('metrics', (): { metrics: Metrics } => ({ metrics: uncounted }));

/** Counts from now on, for our own server and for the route handlers that Next bundles apart. */
export function provideMetrics(metrics: Metrics): void {
  state.metrics = metrics;
}

/** The metrics of this process; they count nothing where nobody reads them. */
export function getMetrics(): Metrics {
  return state.metrics;
}
