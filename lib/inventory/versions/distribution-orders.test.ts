import { execFileSync, spawnSync } from 'node:child_process';
import { array, constantFrom, sample } from 'fast-check';
import { expect, test } from 'vitest';
import { describeVersions } from '#e2e/suites/describe-versions';
import { isBefore } from './compare-versions.ts';

describeVersions({
  orders: [
    ['deb', '1.0~rc1-1 1.0-1 1.0-1+deb12u1 1.0-1.1 1.0-2 1.0a-1 1.0+git1-1 1.1-1 1.10-1 1:0.1-1'],
    ['rpm', '1.0~rc1-1 1.0-1 1.0-1.el8 1.0-2 1.0^git1-1 1.0.1-1 1.10-1 1:0.1-1'],
  ],
  same: [
    ['deb', '1.0', '0:1.0-0'],
    ['rpm', '1.0', '1.0-5'],
  ],
  uncompared: [
    ['deb', 'abc', '1.0'],
    ['rpm', '1.0-1-1', '1.0'],
  ],
});

const isLeftOut = spawnSync('dpkg', ['--version']).status !== 0 && process.env.CI !== 'true';
if (isLeftOut) process.stdout.write('LEFT OUT  versions beside dpkg: this machine has none\n');

test.skipIf(isLeftOut)('dpkg agrees about random versions of Debian', () => {
  const piece = constantFrom('1', '10', '02', '.', '~', '+', 'a', 'b', 'rc', '-1', '0');
  const version = array(piece, { maxLength: 5 }).map((pieces) => `1${pieces.join('')}`);
  const [ones, others] = [
    sample(version, { numRuns: 150, seed: 7 }),
    sample(version, { numRuns: 150, seed: 8 }),
  ];
  const pairs = ones.map((one, place) => [one, others[place] ?? one] as const);
  const commands = pairs.map(
    ([one, other]) => `dpkg --compare-versions '${one}' lt '${other}' && echo 1 || echo 0`,
  );
  const answers = execFileSync('sh', ['-c', commands.join('\n')], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(pairs.map(([one, other]) => [one, other, isBefore('deb', one, other)])).toEqual(
    pairs.map(([one, other], place) => [one, other, answers[place] === '1']),
  );
});
