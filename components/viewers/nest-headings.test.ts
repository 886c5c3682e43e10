import { expect, test } from 'vitest';
import { nestHeadings } from './nest-headings.ts';

const levels = (under: 2 | 3, ...written: readonly number[]) => {
  const headings = written.map((level) => ({ type: 'element', tagName: `h${level}` }));
  const quote = { type: 'element', tagName: 'blockquote', children: headings.slice(1) };
  nestHeadings(under)({ type: 'root', children: [...headings.slice(0, 1), quote] });
  return headings.map(({ tagName }) => tagName);
};

test('headings of a text stand below the heading of the page', () => {
  expect(levels(2, 1, 2, 2, 1)).toEqual(['h3', 'h4', 'h4', 'h3']);
  expect(levels(3, 2, 3)).toEqual(['h4', 'h5']);
});

test('a level that the text leaves out is left out in the page too', () => {
  expect(levels(2, 3, 1, 6, 4)).toEqual(['h3', 'h3', 'h4', 'h4']);
});

test('there are six levels', () => {
  expect(levels(3, 1, 2, 3, 4, 5, 6)).toEqual(['h4', 'h5', 'h6', 'h6', 'h6', 'h6']);
});

test('what is no heading stays as it is, and ten thousand parts in each other are followed', () => {
  type Part = { readonly type: string; tagName?: string; readonly children?: readonly Part[] };
  const heading: Part = { type: 'element', tagName: 'h1' };
  let tree = heading;
  for (let depth = 0; depth < 10_000; depth++) {
    tree = { type: 'element', tagName: 'blockquote', children: [tree] };
  }
  nestHeadings(2)(tree);
  expect([tree.tagName, heading.tagName]).toEqual(['blockquote', 'h3']);
});
