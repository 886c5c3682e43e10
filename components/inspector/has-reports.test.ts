import { expect, test } from 'vitest';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import { hasReports } from './has-reports.ts';

const report = nodeOf(3, { kind: 'vulnerability-report' });
const platform = nodeOf(2, { platform: 'linux/amd64' });

test('an index has the reports of its platforms, and a platform its own', () => {
  const index = nodeOf(1, { kind: 'index', mediaType: 'application/vnd.oci.image.index.v1+json' });
  const state = stateOf({
    nodes: [index, platform, report, nodeOf(4)],
    edges: [
      [1, 'child', 2],
      [3, 'subject', 2],
      [1, 'child', 4],
    ],
  });
  expect(state.root).toBe(digestOf(1));
  expect([index, platform, nodeOf(4)].map((node) => hasReports(node, state))).toEqual([true, true, false]);
});

test('a report in a statement among others is a report', () => {
  const part = {
    kind: 'vulnerability-report',
    format: 'trivy-json',
    digest: digestOf(9),
    title: '',
  } as const;
  const bundle = nodeOf(3, { kind: 'attestation', parts: [part] });
  const state = stateOf({
    nodes: [nodeOf(1), platform, bundle],
    edges: [
      [1, 'child', 2],
      [3, 'about', 2],
    ],
  });
  expect(hasReports(platform, state)).toBe(true);
});
