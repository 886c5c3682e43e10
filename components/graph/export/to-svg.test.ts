import { expect, test } from 'vitest';
import { makeDiagram } from '#components/graph/diagram/diagram.ts';
import { itemText } from '#components/graph/diagram/item-text.ts';
import { digestOf, nodeOf, stateOf } from '#e2e/fakes/graph-example';
import type { GraphNode } from '#lib/graph/model';
import { emptyView } from '#lib/graph/picture/view';
import { toSvg } from './to-svg.ts';

function draw(title: string, change: Partial<GraphNode> = { kind: 'sbom' }): string {
  const state = stateOf({
    nodes: [nodeOf(1, { tags: ['1.0'] }), nodeOf(2, { title, ...change }), nodeOf(3)],
    edges: [
      [2, 'subject', 1],
      [1, 'child', 3],
    ],
  });
  const diagram = makeDiagram(state, emptyView);
  const textOf = (index: number) => {
    const item = diagram.picture.items[index];
    return item === undefined ? { title: '', detail: '' } : itemText(item, state.reference, 0);
  };
  const now = Date.parse('2026-11-26T09:00:00Z');
  return toSvg(diagram, textOf, (token) => `var-${token}`, { reference: state.reference, now });
}

test('every item is drawn with its name, and dashed lines refer to', () => {
  const svg = draw('SPDX 2.3');
  expect(svg.match(/<g><rect/g)).toHaveLength(4);
  expect(svg).toContain('>SPDX 2.3</text>');
  expect(svg).toContain('stroke-dasharray');
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg"')).toBe(true);
});

test('a signature of another digest is red and told so, any other is told as not checked', () => {
  const signature = { kind: 'signature', format: 'notation-jws' } as const;
  const plain = draw('Signature with a key', signature);
  expect(plain).toContain('not checked');
  expect(plain).toContain('stroke="var-signature"');
  const binding = { state: 'other', names: [digestOf(8)] } as const;
  const failed = draw('Signature with a key', { ...signature, binding });
  expect(failed).toMatch(/fill="var-bad">names another digest/);
});

test('the picture has room for everything in it', () => {
  const [, x = '', y = '', width = '', height = ''] =
    /viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(draw('SPDX')) ?? [];
  const boxes = [...draw('SPDX').matchAll(/<g><rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"/g)];
  for (const [, left, top, wide, high] of boxes) {
    expect(Number(left)).toBeGreaterThanOrEqual(Number(x));
    expect(Number(top)).toBeGreaterThanOrEqual(Number(y));
    expect(Number(left) + Number(wide)).toBeLessThanOrEqual(Number(x) + Number(width));
    expect(Number(top) + Number(high)).toBeLessThanOrEqual(Number(y) + Number(height));
  }
});

test.each([
  '</text><script>alert(1)</script>',
  '"><image href=x onerror=alert(1)>',
  '&lt;',
  'a\u0000b',
  '\ud800',
])('a title that is markup stays a title: %j', (title) => {
  const svg = draw(title);
  expect(svg).not.toMatch(/<(?!\/?(?:svg|g|rect|path|text)\b)/);
  expect(svg.isWellFormed()).toBe(true);
  expect(svg).not.toContain('\u0000');
});

test('the picture says what it shows and when, and what its signs mean', () => {
  const svg = draw('SPDX 2.3', { kind: 'sbom', created: '2026-11-20T08:00:00Z' });
  expect(svg).toContain('>localhost:5000/demo/app:1.4.2</text>');
  expect(svg).toContain('>2026-11-26 09:00 UTC</text>');
  expect(svg).toMatch(/>2026-11-20 · (?:sha256:)?00000002<\/text>/);
  for (const words of ['SBOM', 'image, platform', 'refers to: the arrow points to the subject'])
    expect(svg).toContain(`>${words}</text>`);
  expect(svg).not.toContain('>VEX</text>');
});
