import { expect, test } from 'vitest';
import { changedComparison } from '#lib/formats/testing/comparisons';
import { comparisonMarkdown } from './comparison-markdown.ts';

test('Markdown names both sides, their platform and what differs', () => {
  const text = comparisonMarkdown(changedComparison);
  expect(text).toContain('### `ghcr.io/acme/app:1` → `ghcr.io/acme/app:2` on `linux/amd64`');
  expect(text).toContain('+3 packages, −1, 2 updated');
  expect(text).toContain('<details><summary>Packages: 1</summary>');
});

test("a stranger's text is no mark of Markdown and no HTML", () => {
  const text = comparisonMarkdown(changedComparison);
  expect(text).toContain("`'<b>'`");
  expect(text).toContain('`RUN a \\| b`');
  expect(text).not.toContain('[x](javascript');
});
