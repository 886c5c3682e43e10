import type { RegistryErrorCode } from '#lib/registry/registry-error';
import { RegistryError } from '#lib/registry/registry-error';

/** What an error with some code says, beyond what went wrong. */
export type ErrorTrait =
  /** The same request may succeed a moment later. */
  | 'passing'
  /** The registry asks us to send less, or cannot keep up. */
  | 'overload'
  /** Nobody answers, unless the error carries the answer of somebody who does. */
  | 'outage'
  /** These credentials may not have it. */
  | 'access'
  /** The content, or the whole endpoint, is not there. */
  | 'absence'
  /** The registry, or what answers in its place, cannot do this at all. */
  | 'incapable'
  /** Looking is not possible here, which says nothing about writing. */
  | 'unreadable'
  /** The registry understood a change and does not make it. */
  | 'refusal';

/** A row for every code, so that the compiler asks what a new one means to retries, breaker, limiter and calls. */
const traits = {
  'host-unknown': [],
  'connection-refused': ['outage'],
  'tls-failed': [],
  timeout: ['outage', 'overload'],
  cancelled: [],
  'egress-refused': [],
  'redirect-refused': [],
  'proxy-failed': [],
  unauthorized: ['access'],
  forbidden: ['access', 'unreadable'],
  'not-found': ['absence'],
  'rate-limited': ['passing', 'overload'],
  unavailable: ['passing', 'outage'],
  refused: ['refusal'],
  unsupported: ['absence', 'incapable', 'unreadable'],
  'not-a-registry': ['incapable'],
  'bad-response': [],
  'digest-mismatch': [],
  'too-large': [],
} as const satisfies Record<RegistryErrorCode, readonly ErrorTrait[]>;

/** Whether this is a RegistryError whose code has one of these traits. */
export function hasTrait(error: unknown, ...expected: readonly ErrorTrait[]): error is RegistryError {
  if (!(error instanceof RegistryError)) return false;
  const found: readonly ErrorTrait[] = traits[error.code];
  return expected.some((trait) => found.includes(trait));
}

const gatewayFaults: ReadonlySet<number> = new Set([502, 503, 504]);

/**
 * Whether a failure says that the registry is down: no connection, no answer, or a gateway that finds nobody behind it.
 * A 4xx, also 408 and 429, comes from a registry that is up; so does a 500, which may be the fault of one route and must
 * not hide what the others say. An unknown name or a wrong certificate costs the registry nothing and is mended here.
 */
export function isOutage(error: unknown): boolean {
  if (!hasTrait(error, 'outage')) return false;
  return error.answer === undefined || gatewayFaults.has(error.answer.status);
}

/** Whether a failure tells us to send less at the same time: 429, 503, or no answer in time. */
export function isOverload(error: unknown): boolean {
  return hasTrait(error, 'overload') || (error instanceof RegistryError && error.answer?.status === 503);
}
