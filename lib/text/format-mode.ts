/** The permissions of a file as `ls` writes them: `rwxr-xr-x`. */
export function formatMode(mode: number): string {
  const bits = ['r', 'w', 'x', 'r', 'w', 'x', 'r', 'w', 'x'];
  const letters = bits.map((letter, at) => ((mode >> (8 - at)) & 1 ? letter : '-'));
  const special = [
    [0o4000, 2, 's', 'S'],
    [0o2000, 5, 's', 'S'],
    [0o1000, 8, 't', 'T'],
  ] as const;
  for (const [bit, at, on, off] of special)
    if ((mode & bit) !== 0) letters[at] = letters[at] === 'x' ? on : off;
  return letters.join('');
}
