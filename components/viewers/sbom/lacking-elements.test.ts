import { expect, test } from 'vitest';
import type { SbomSummary } from '#lib/formats/documents/summaries';
import { lackingElements } from './lacking-elements.ts';

const whole: SbomSummary = {
  packages: 10,
  licences: [],
  relationships: 12,
  tools: ['syft 1.4'],
  authors: ['Ada'],
  created: '2026-11-26T00:00:00Z',
  lacking: { version: 0, licence: 0, supplier: 0, hash: 0, identifier: 0 },
};

test('an SBOM that says everything lacks nothing', () => {
  expect(lackingElements(whole).every(({ isComplete }) => isComplete)).toBe(true);
});

test('what packages lack is counted, and can be asked for', () => {
  const lacking = { version: 2, licence: 10, supplier: 0, hash: 0, identifier: 0 };
  const elements = lackingElements({ ...whole, lacking });
  expect(elements.find(({ name }) => name === 'Version')).toEqual({
    name: 'Version',
    text: 'missing in 2 of 10 packages',
    isComplete: false,
    lacks: 'version',
  });
  expect(elements.find(({ name }) => name.startsWith('Licence'))?.text).toBe('missing in every package');
});

test('no relationships, no author and no time are told', () => {
  const bare: SbomSummary = { packages: 1, licences: [], tools: [] };
  expect(lackingElements(bare).map(({ name, text }) => `${name}: ${text}`)).toEqual([
    'Dependency relationships: none',
    'Author of the SBOM: not stated',
    'Timestamp: not stated',
  ]);
});
