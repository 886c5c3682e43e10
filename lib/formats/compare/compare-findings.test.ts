import { expect, test } from 'vitest';
import type { JoinedFinding } from '#lib/formats/findings/joined-findings';
import { compareFindings } from './compare-findings.ts';

function finding(vulnerability: string, more: Partial<JoinedFinding> = {}): JoinedFinding {
  const found = { name: 'openssl', version: '3.1', purl: 'pkg:apk/alpine/openssl@3.1' };
  return {
    vulnerability,
    aliases: [],
    severity: 'high',
    package: found,
    fixedIn: [],
    tools: ['Trivy'],
    about: [],
    state: 'open',
    ...more,
  };
}

test('findings that came and went are counted by severity, the gravest first', () => {
  const left = [finding('CVE-1'), finding('CVE-2')];
  const right = [finding('CVE-1'), finding('CVE-3', { severity: 'medium' })];
  const changes = compareFindings(left, right);
  expect(changes).toMatchObject({ added: { medium: 1, high: 0 }, removed: { high: 1 }, same: 1 });
  expect(changes.rows.map(({ change, left, right }) => [change, (right ?? left)?.vulnerability])).toEqual([
    ['removed', 'CVE-2'],
    ['added', 'CVE-3'],
  ]);
});

test('a package that was updated and is still vulnerable has gained nothing', () => {
  const updated = { name: 'openssl', version: '3.2', purl: 'pkg:apk/alpine/openssl@3.2' };
  expect(compareFindings([finding('CVE-1')], [finding('CVE-1', { package: updated })])).toMatchObject({
    same: 1,
    rows: [],
  });
});

test('a finding that VEX excuses on one side has gone there', () => {
  const excused = finding('CVE-1', { state: 'excused' });
  expect(compareFindings([finding('CVE-1')], [excused])).toMatchObject({
    removed: { high: 1 },
    rows: [{ change: 'removed', right: { state: 'excused' } }],
  });
});

test('a finding whose severity is another one has changed', () => {
  expect(compareFindings([finding('CVE-1')], [finding('CVE-1', { severity: 'low' })])).toMatchObject({
    same: 1,
    rows: [{ change: 'changed' }],
  });
});
