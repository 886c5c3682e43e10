/** A graph of names: from each to those that it needs. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The circles of a graph: each a set of two names or more of which every one reaches every other (Tarjan's strongly
 * connected components), largest first.
 */
export function findCircles(needs: Needs): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const circles: string[][] = [];

  const visit = (name: string): void => {
    order.set(name, order.size);
    lowest.set(name, order.size - 1);
    open.push(name);
    isOpen.add(name);
    for (const next of needs.get(name) ?? []) {
      if (!order.has(next)) visit(next);
      if (isOpen.has(next)) lowest.set(name, Math.min(at(lowest, name), at(lowest, next)));
    }
    if (at(lowest, name) !== at(order, name)) return;
    const circle = open.splice(open.indexOf(name));
    for (const member of circle) isOpen.delete(member);
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const name of needs.keys()) if (!order.has(name)) visit(name);
  return circles.sort((a, b) => b.length - a.length);
}

/**
 * The same needs between the folders of files; a folder and what lies in it, however deep, are two. A `limits.ts` holds
 * numbers and needs nothing: it counts for no folder, so that every part of a room may read it.
 */
export function folderNeeds(needs: Needs): Needs {
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of needs) {
    const from = folderOf(file);
    const known = folders.get(from) ?? new Set();
    folders.set(from, known);
    for (const target of targets)
      if (folderOf(target) !== from && !isLimits(target)) known.add(folderOf(target));
  }
  return folders;
}

/** Whether a file holds the numbers that bound a room. */
export function isLimits(path: string): boolean {
  return path.endsWith('/limits.ts');
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function at(numbers: ReadonlyMap<string, number>, name: string): number {
  return numbers.get(name) ?? Number.POSITIVE_INFINITY;
}
