import { expect, test } from 'vitest';
import { isBefore } from '#lib/inventory/versions/compare-versions';

type VersionCases = {
  /** Versions of a type of package, from the first to the last, with a space between them. */
  readonly orders: readonly (readonly [type: string, versions: string])[];
  readonly same: readonly (readonly [type: string, one: string, other: string])[];
  /** Pairs of which nobody can say which comes first. */
  readonly uncompared: readonly (readonly [type: string, one: string, other: string])[];
};

/** Tests how versions are compared: each with each of its order, in both directions. */
export function describeVersions({ orders, same, uncompared }: VersionCases): void {
  test.each(orders)('versions of %s are in order: %s', (type, text) => {
    const versions = text.split(' ');
    for (const [place, version] of versions.entries()) {
      for (const [other, later] of versions.entries())
        expect([version, later, isBefore(type, version, later)]).toEqual([version, later, place < other]);
    }
  });

  test.each(same)('of %s %s and %s are the same', (type, one, other) => {
    expect([isBefore(type, one, other), isBefore(type, other, one)]).toEqual([false, false]);
  });

  test.each(uncompared)('of %s "%s" and "%s" are not compared', (type, one, other) => {
    expect(isBefore(type, one, other)).toBeUndefined();
  });
}
