import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const light = tokensOf(/:root \{([^}]*)\}/);
const themes = { light, dark: { ...light, ...tokensOf(/\[data-theme="dark"\] \{([^}]*)\}/) } };

type Tokens = {
  readonly [name: string]: string | undefined;
  readonly focus?: string;
  readonly edge?: string;
  readonly canvas?: string;
};

const grounds = ['canvas', 'surface', 'raised', 'sunken', 'accent-soft'];
const texts = [
  ...['text', 'muted', 'faint', 'accent', 'image', 'signature', 'attestation', 'sbom', 'report', 'vex'],
  ...['other', 'ok', 'bad', 'warn', 'unknown'],
];

test.each(Object.entries(themes))('every text of the %s theme can be read on every ground', (_, tokens) => {
  const weak = grounds.flatMap((ground) =>
    texts.flatMap((text) => {
      const ratio = contrast(tokens[text], tokens[ground]);
      return ratio >= 4.5 ? [] : [`${text} on ${ground}: ${ratio.toFixed(2)}`];
    }),
  );
  expect(weak).toEqual([]);
});

test.each(Object.entries(themes))('edges and the focus of the %s theme can be seen', (_, tokens) => {
  for (const ground of ['canvas', 'surface', 'raised']) {
    expect(contrast(tokens.focus, tokens[ground])).toBeGreaterThanOrEqual(3);
  }
  expect(contrast(tokens.edge, tokens.canvas)).toBeGreaterThanOrEqual(3);
});

function tokensOf(block: RegExp): Tokens {
  const text = block.exec(css)?.[1] ?? '';
  return Object.fromEntries(
    [...text.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]),
  );
}

// https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
function contrast(a = '', b = ''): number {
  const [bright, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((bright ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
