import type { FindingRow } from '#lib/formats/documents/rows';
import { at, listAt, textAt } from '#lib/formats/json/json-path';
import type { SarifRun } from './sarif-run.ts';

type Level = NonNullable<FindingRow['level']>;

const levels: ReadonlyMap<unknown, Level> = new Map([
  ['error', 'error'],
  ['warning', 'warning'],
  ['note', 'note'],
  ['none', 'none'],
  ['recommendation', 'note'],
]);

/** A level as SARIF writes it; undefined for every other value. */
export function asLevel(value: unknown): Level | undefined {
  return levels.get(value);
}

/**
 * The level of a result (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317648): none
 * where it is no failure; else what it says, what the invocation configures for its rule, what the rule says, warning.
 */
export function levelOfResult(result: unknown, run: SarifRun): Level {
  if (kindOf(result) !== 'fail') return 'none';
  const own = asLevel(at(result, 'level'));
  if (own !== undefined) return own;
  const rule = run.ruleOf(result);
  if (rule === undefined) return 'warning';
  return (
    overrideOf(result, rule, run) ??
    asLevel(at(rule, 'defaultConfiguration', 'level')) ??
    asLevel(at(rule, 'configuration', 'defaultLevel')) ??
    asLevel(at(rule, 'defaultLevel')) ??
    'warning'
  );
}

// SARIF 1.0 wrote its kinds where the level stands.
const oldKinds: ReadonlyMap<unknown, string> = new Map([
  ['pass', 'pass'],
  ['notApplicable', 'notApplicable'],
  ['open', 'open'],
]);

function kindOf(result: unknown): string {
  return textAt(result, 'kind') ?? oldKinds.get(at(result, 'level')) ?? 'fail';
}

function overrideOf(result: unknown, rule: unknown, run: SarifRun): Level | undefined {
  const invocations = listAt(run.run, 'invocations');
  const index = at(result, 'provenance', 'invocationIndex');
  const isNamed = typeof index === 'number' && index >= 0;
  // A result that names no invocation can only come from the one that there is.
  const invocation = isNamed ? invocations.at(index) : invocations.length === 1 ? invocations[0] : undefined;
  const id = textAt(rule, 'id');
  const override = listAt(invocation, 'ruleConfigurationOverrides').find((candidate) => {
    const descriptor = at(candidate, 'descriptor');
    const named = { ruleId: textAt(descriptor, 'id'), rule: descriptor };
    return (id !== undefined && textAt(descriptor, 'id') === id) || run.ruleOf(named) === rule;
  });
  return asLevel(at(override, 'configuration', 'level'));
}

const statesOfKinds: Readonly<Record<string, string>> = {
  fail: 'open',
  pass: 'passed',
  informational: 'informational',
  notApplicable: 'not_applicable',
  review: 'review',
  open: 'review',
};

/** Whether a result counts, and if not why not. */
export function stateOfResult(result: unknown): string {
  if (isSuppressed(result)) return 'suppressed';
  if (textAt(result, 'baselineState') === 'absent') return 'absent';
  const kind = kindOf(result);
  return Object.hasOwn(statesOfKinds, kind) ? (statesOfKinds[kind] ?? 'open') : 'open';
}

/**
 * Suppressed is what has a suppression that is accepted, or says nothing of its status, and none that is still looked
 * at or was rejected (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317661).
 */
function isSuppressed(result: unknown): boolean {
  const statuses = listAt(result, 'suppressions').map(
    (suppression) => at(suppression, 'status') ?? 'accepted',
  );
  const isOld = listAt(result, 'suppressionStates').length > 0;
  if (isOld) return true;
  return statuses.includes('accepted') && !statuses.includes('rejected') && !statuses.includes('underReview');
}
