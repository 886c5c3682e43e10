import { useState } from 'react';

/**
 * The line that is led to, counted from 0, and how to make it another one. Where the text is what the page is about it is
 * kept in the address (`#L12`), and a link leads to it.
 */
export function useLineLink(isInAddress: boolean): [number | undefined, (line: number | undefined) => void] {
  const [line, setLine] = useState(() => (isInAddress ? readLine() : undefined));
  const lead = (next: number | undefined) => {
    const hash = next === undefined ? '' : `#L${next + 1}`;
    if (isInAddress) history.replaceState(null, '', `${location.pathname}${location.search}${hash}`);
    setLine(next);
  };
  return [line, lead];
}

function readLine(): number | undefined {
  const found = /^#L([1-9]\d{0,7})$/.exec(location.hash)?.[1];
  return found === undefined ? undefined : Number(found) - 1;
}
