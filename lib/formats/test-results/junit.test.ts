import { expect, test } from 'vitest';
import { readingOf } from '#lib/formats/testing/read-text';

function read(text: string) {
  const [document] = readingOf(text).documents;
  return {
    title: document?.title,
    kind: document?.kind,
    summary: document?.summary?.(),
    rows: [...(document?.rows?.tests?.() ?? [])],
  };
}

test('suites that are nested are gone through, and what failed says why', () => {
  const { title, kind, rows, summary } = read(`<?xml version="1.0"?>
    <testsuites name="all" time="1.5">
      <testsuite name="outer" timestamp="2026-01-02T03:04:05">
        <testcase name="one" classname="C" time="0.5"/>
        <testsuite name="inner"><testcase name="two"><failure message="no">trace</failure></testcase></testsuite>
        <testcase name="three"><skipped/></testcase>
        <testcase name="four"><error>out of memory</error></testcase>
      </testsuite>
    </testsuites>`);
  expect(kind).toBe('test-result');
  expect(title).toBe('Tests failed · 1 of 3 passed, 1 skipped');
  expect(rows).toEqual([
    { name: 'one', result: 'passed', suite: 'outer', duration: 0.5 },
    { name: 'three', result: 'skipped', suite: 'outer' },
    { name: 'four', result: 'error', suite: 'outer', message: 'out of memory' },
    { name: 'two', result: 'failed', suite: 'inner', message: 'no' },
  ]);
  expect(summary).toMatchObject({
    passed: 1,
    failed: 2,
    skipped: 1,
    suites: 2,
    duration: 1.5,
    startedAt: '2026-01-02T03:04:05',
  });
});

test('a file that counts its tests and does not list them is believed', () => {
  const { title, summary } = read('<testsuite name="a" tests="5" failures="1" errors="1" skipped="1"/>');
  expect(title).toBe('Tests failed · 2 of 4 passed, 1 skipped');
  expect(summary).toMatchObject({ passed: 2, failed: 2, skipped: 1, result: 'failed' });
});

test('other XML is left to others', () => {
  expect(read('<html><testcase/></html>').title).toBeUndefined();
});
