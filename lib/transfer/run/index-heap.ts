/** Whole numbers that come out smallest first; both ways in logarithmic time. */
export type IndexHeap = {
  readonly push: (index: number) => void;
  readonly pop: () => number | undefined;
  readonly peek: () => number | undefined;
};

/** An empty heap. */
export function createIndexHeap(): IndexHeap {
  const heap: number[] = [];
  const at = (place: number): number => heap[place] ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, other: number) => {
    const kept = at(one);
    heap[one] = at(other);
    heap[other] = kept;
  };

  const sink = () => {
    for (let place = 0; ; ) {
      const left = 2 * place + 1;
      const smaller = at(left + 1) < at(left) ? left + 1 : left;
      if (at(smaller) >= at(place)) return;
      swap(place, smaller);
      place = smaller;
    }
  };

  return {
    peek: () => heap[0],
    push: (index) => {
      heap.push(index);
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1;
        if (at(parent) <= at(place)) return;
        swap(place, parent);
        place = parent;
      }
    },
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return first;
      heap[0] = last;
      sink();
      return first;
    },
  };
}
