/** As much of a tree of HTML as is needed to find its headings. */
type HtmlNode = { readonly type: string; tagName?: string; readonly children?: readonly HtmlNode[] };

/**
 * Puts the headings of a text below a heading of the page, and none deeper than one level below the one before: to a
 * screen reader a title in a stranger's text is no title of the page.
 */
export function nestHeadings(under: 2 | 3): (tree: HtmlNode) => void {
  return (tree) => {
    const open: number[] = [];
    const left: HtmlNode[] = [tree];
    for (let node = left.pop(); node !== undefined; node = left.pop()) {
      const level = Number(/^h([1-6])$/.exec(node.tagName ?? '')?.[1]);
      if (level > 0) {
        while ((open.at(-1) ?? 0) >= level) open.pop();
        open.push(level);
        node.tagName = `h${Math.min(6, under + open.length)}`;
      }
      for (const child of node.children?.toReversed() ?? []) left.push(child);
    }
  };
}
