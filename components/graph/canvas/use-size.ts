import type { RefObject } from 'react';
import { useLayoutEffect, useState } from 'react';
import type { Size } from '#components/graph/paint/frame.ts';

/** The size of an element, undefined before its first layout. */
export function useSize(element: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  // The browser's layout is the outside system; measured before the first paint, so that it already fits.
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = target;
      setSize((last) => (last?.width === width && last.height === height ? last : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
