import type { ComparedSide, Comparison } from '#lib/formats/compare/comparison';
import { countSeverities } from '#lib/formats/findings/severity-counts';
import { parseDigest } from '#lib/oci/digest';

const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
const side = (tag: string): ComparedSide => ({
  reference: `ghcr.io/acme/app:${tag}`,
  digest,
  title: 'Image',
  platforms: [],
  image: digest,
  platform: 'linux/amd64',
});

const none = countSeverities([]);
/** Two artifacts that are the same in all but their name. */
export const sameComparison: Comparison = {
  left: side('1'),
  right: side('2'),
  platforms: [],
  doubts: [],
  artifact: [],
  config: { state: 'compared', rows: [], same: [] },
  layers: { state: 'compared', rows: [], base: 2, baseState: 'unchanged' },
  packages: {
    state: 'compared',
    left: digest,
    right: digest,
    added: 0,
    removed: 0,
    updated: 0,
    same: 5,
    rows: [],
    doubts: [],
  },
  findings: { state: 'compared', added: none, removed: none, same: 0, rows: [], doubts: [] },
  attachments: { rows: [], isComplete: { left: true, right: true } },
};

/** Two artifacts that differ in everything; the names in it are hostile. */
export const changedComparison: Comparison = {
  ...sameComparison,
  layers: {
    state: 'compared',
    rows: [{ change: 'added', digest, size: 3, step: 'RUN a | b' }],
    base: 2,
    baseState: 'unchanged',
  },
  packages: {
    ...sameComparison.packages,
    state: 'compared',
    left: digest,
    right: digest,
    same: 1,
    doubts: [],
    added: 3,
    removed: 1,
    updated: 2,
    rows: [{ change: 'updated', name: '`<b>`', left: ['1'], right: ['2'] }],
  },
  findings: {
    state: 'compared',
    removed: { ...none, high: 4 },
    added: { ...none, medium: 1 },
    same: 0,
    rows: [],
    doubts: [],
  },
  attachments: {
    rows: [
      {
        kind: 'signature',
        change: 'lost',
        left: [{ title: '[x](javascript:a)', count: 1, digest }],
        right: [],
      },
    ],
    isComplete: { left: true, right: true },
  },
};
