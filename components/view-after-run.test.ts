import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { viewAfterRun } from './view-after-run.ts';

const { nodes } = stateOf({ nodes: [nodeOf(1), nodeOf(2)], edges: [[2, 'subject', 1]] });
const page = { root: digestOf(1), nodes, reference: 'host/app:1', view: { expanded: [] } };

test('the picture of a deleted artifact stays, whether it was deleted by digest or by tag', () => {
  expect(viewAfterRun({ deleted: [digestOf(1)] }, page)).toBe('stay');
  expect(viewAfterRun({ deleted: ['host/app:1'] }, page)).toBe('stay');
});

test('after any other deletion only the graph is asked for again', () => {
  expect(viewAfterRun({ deleted: [digestOf(2)] }, page)).toBeUndefined();
});

test('what was attached is selected, and its subject opened where it was closed', () => {
  const effect = { deleted: [], created: digestOf(9), subject: digestOf(2) };
  expect(viewAfterRun(effect, page)).toEqual({ selected: digestOf(9), expanded: [digestOf(2)] });
  const opened = { ...page, view: { expanded: [digestOf(2)] } };
  expect(viewAfterRun(effect, opened)).toEqual({ selected: digestOf(9) });
});

test('the artifact in the middle is always open', () => {
  expect(viewAfterRun({ deleted: [], created: digestOf(9), subject: digestOf(1) }, page)).toEqual({
    selected: digestOf(9),
  });
});
