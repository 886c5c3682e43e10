import { expect, test } from 'vitest';
import { allRequired, shownRequirements, withAdded, withRequired } from './shown-requirements.ts';

const text = `# Ours.
rules:
  - name: releases
    repositories: ["a.test/team/**"]
    require: [signature, sbom]
  - repositories: ["b.test/**"]
    require: [vex]
  - require: [sbom]
`;
const stated = { source: 'file', text } as const;

test('the address goes before the file, and the file that says the same goes with it', () => {
  expect(shownRequirements('a.test/team/app', 'sbom:valid', stated)).toMatchObject({
    source: 'page',
    file: 'rules:\n  - require:\n      - sbom: {state: valid}\n',
  });
  expect(shownRequirements('a.test/team/app', undefined, stated)).toMatchObject({
    source: 'file',
    file: text,
  });
  expect(shownRequirements('a.test/app', undefined, undefined)).toMatchObject({ source: 'none', rules: [] });
  expect(shownRequirements('a.test/app', 'none', stated)).toMatchObject({ source: 'page', file: '' });
});

test('rules for other repositories are counted; of a registry every rule may count', () => {
  const here = shownRequirements('a.test/team/app', undefined, stated);
  expect([here.rules.length, here.elsewhere]).toEqual([2, 1]);
  expect(shownRequirements('a.test', undefined, stated).elsewhere).toBe(0);
});

test('what is not understood is said, of the file and of the address', () => {
  const broken = { source: 'file', text: 'rules:\n  - require: [sbomb]\n' } as const;
  expect(shownRequirements('a.test/app', undefined, broken).problems[0]).toMatch(/^Line 2: sbomb/);
  expect(shownRequirements('a.test/app', 'sbomb', stated).problems[0]).toMatch(/^sbomb is not a known kind/);
});

test('a change on the page starts from all that the file requires here, each once', () => {
  const { rules } = shownRequirements('a.test/team/app', undefined, stated);
  const sbom = { evidence: 'sbom', state: 'present' } as const;
  expect(allRequired(rules)).toHaveLength(2);
  expect(withRequired(rules, sbom, { ...sbom, state: 'valid' })).toBe('signature,sbom:valid');
  expect(withRequired(rules, sbom, undefined)).toBe('signature');
  expect(withAdded(rules, { evidence: 'report', state: 'present', maxAgeDays: 7 })).toBe(
    'signature,sbom,report:7d',
  );
  expect(withAdded(rules, sbom)).toBe('signature,sbom');
});

test('without its last requirement a page requires nothing', () => {
  const { rules } = shownRequirements('a.test/app', 'sbom', undefined);
  expect(withRequired(rules, { evidence: 'sbom', state: 'present' }, undefined)).toBe('none');
});
