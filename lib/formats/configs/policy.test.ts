import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

test('Rego is told by its package and its rules', () => {
  const [document] = readingOf(
    '# a policy\npackage acme.images\n\nimport rego.v1\n\ndefault allow := false\n\nallow if input.signed\n\ndeny contains msg if { msg := "x" }\n',
  ).documents;
  expect(document).toMatchObject({ kind: 'policy', format: 'rego', title: 'Rego policy acme.images' });
  expect([...(document?.rows?.checks?.() ?? [])]).toEqual([{ name: 'allow' }, { name: 'deny' }]);
});

test('another language that has packages is none', () => {
  expect(readingOf('package main\n\nimport "fmt"\n\nfunc main() {}\n').documents).toEqual([]);
});

test('rules of Falco are told by name and priority', () => {
  const [document] = readingOf(
    '- rule: Shell in container\n  desc: A shell\n  condition: x\n  priority: WARNING\n- macro: m\n  condition: y\n',
  ).documents;
  expect(document).toMatchObject({ kind: 'policy', format: 'falco', title: 'Falco rules · 1 rule' });
  expect([...(document?.rows?.checks?.() ?? [])]).toEqual([
    { name: 'Shell in container', result: 'warning', detail: 'A shell' },
  ]);
});
