import { expect, test } from 'vitest';
import { isBefore } from './compare-versions.ts';

// Each line is in order, by https://maven.apache.org/pom.html#version-order-specification.
const orders: readonly (readonly [type: string, versions: string])[] = [
  [
    'maven',
    '1-alpha1 1-beta-2 1-m3 1-rc1 1-SNAPSHOT 1 1-sp 1-foo 1-1 1.1 2.0-beta9 2.14.1 2.16.0 2.17.0 2.17.1',
  ],
  ['maven', '1.0-SNAPSHOT 1.0 1.0.1-SNAPSHOT 1.0.1 1.0.1-jre 1.0.2 1.0.10 1.1'],
];

test.each(orders)('versions of %s are in order: %s', (type, text) => {
  const versions = text.split(' ');
  for (const [place, version] of versions.entries()) {
    for (const [other, later] of versions.entries())
      expect([version, later, isBefore(type, version, later)]).toEqual([version, later, place < other]);
  }
});

test.each([
  ['maven', '1', '1.0.0'],
  ['maven', '1.0-ga', '1.0'],
  ['maven', '1.0.RELEASE', '1'],
  ['maven', '1-a1', '1-alpha-1'],
  ['maven', '1.0cr2', '1.0-rc2'],
])('of %s %s and %s are the same', (type, one, other) => {
  expect([isBefore(type, one, other), isBefore(type, other, one)]).toEqual([false, false]);
});

test.each([
  ['maven', '{project.version}', '1.0'],
  ['maven', '1.0', 'LATEST'],
])('of %s "%s" and "%s" are not compared', (type, one, other) => {
  expect(isBefore(type, one, other)).toBeUndefined();
});
