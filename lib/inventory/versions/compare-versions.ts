import { compare as comparePython, valid as isPython } from '@renovatebot/pep440';
import { compareApk } from './apk-order.ts';
import { compareDeb, compareRpm } from './distribution-orders.ts';
import { compareGem } from './gem-order.ts';
import { compareMaven } from './maven-order.ts';
import { compareNuget, compareSemantic } from './semantic-order.ts';
import type { VersionOrder } from './version-order.ts';

const orders: ReadonlyMap<string, VersionOrder> = new Map<string, VersionOrder>([
  ['npm', compareSemantic],
  ['cargo', compareSemantic],
  ['golang', compareSemantic],
  ['pub', compareSemantic],
  ['hex', compareSemantic],
  ['swift', compareSemantic],
  ['nuget', compareNuget],
  // https://peps.python.org/pep-0440/
  [
    'pypi',
    (one, other) =>
      isPython(one) === null || isPython(other) === null ? undefined : comparePython(one, other),
  ],
  ['maven', compareMaven],
  ['gem', compareGem],
  ['deb', compareDeb],
  ['rpm', compareRpm],
  ['apk', compareApk],
]);

/**
 * Whether a version is before another in the order of its ecosystem, by the type of its purl; undefined where that
 * cannot be told: no order is known for the type, or one of them is no version of it.
 */
export function isBefore(type: string, version: string, other: string): boolean | undefined {
  const difference = orders.get(type)?.(version, other);
  return difference === undefined ? undefined : difference < 0;
}
