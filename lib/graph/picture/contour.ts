/**
 * The outline of a placed subtree, level by level: where its topmost box begins and its lowest box ends. Deepest level
 * first, so that a parent is one push; `shift` moves all of it without touching the arrays.
 */
export type Contour = { readonly top: number[]; readonly bottom: number[]; shift: number };

export function leafContour(height: number): Contour {
  return { top: [-height / 2], bottom: [height / 2], shift: 0 };
}

/** How far below the origin of `above` the subtree `below` must stand for no level to touch. */
export function separation(above: Contour, below: Contour, gap: number, siblingGap: number): number {
  const levels = Math.min(above.top.length, below.top.length);
  let distance = Number.NEGATIVE_INFINITY;
  for (let level = 0; level < levels; level++) {
    const between = level === 0 ? siblingGap : gap;
    distance = Math.max(distance, bottomAt(above, level) - topAt(below, level) + between);
  }
  return distance;
}

/** Both together, `below` moved down by `distance`. The shallower one is copied into the deeper: that keeps it linear. */
export function mergeContours(above: Contour, below: Contour, distance: number): Contour {
  const levels = Math.min(above.top.length, below.top.length);
  if (above.top.length >= below.top.length) {
    for (let level = 0; level < levels; level++) {
      above.bottom[above.bottom.length - 1 - level] = bottomAt(below, level) + distance - above.shift;
    }
    return above;
  }
  for (let level = 0; level < levels; level++) {
    below.top[below.top.length - 1 - level] = topAt(above, level) - below.shift - distance;
  }
  below.shift += distance;
  return below;
}

/** The contour of a parent of this height whose children's contour is given, moved by `shift`. */
export function underParent(children: Contour, shift: number, height: number): Contour {
  children.shift += shift;
  children.top.push(-height / 2 - children.shift);
  children.bottom.push(height / 2 - children.shift);
  return children;
}

function topAt(contour: Contour, level: number): number {
  return (contour.top[contour.top.length - 1 - level] ?? 0) + contour.shift;
}

function bottomAt(contour: Contour, level: number): number {
  return (contour.bottom[contour.bottom.length - 1 - level] ?? 0) + contour.shift;
}
