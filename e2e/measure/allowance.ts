/** One place that breaks a rule: the room it lies in, or the name that is wrong, and the words that lead there. */
export type Violation = { readonly where: string; readonly text: string };

/** How many violations of one rule each room may still have. A room that is not named may have none. */
export type Allowance = Readonly<Record<string, number>>;

/** A rule of the house with the violations that are left. Their numbers only shrink. */
export type Rule<Input> = {
  readonly name: string;
  readonly find: (sources: readonly Input[]) => readonly Violation[];
  readonly allowance: Allowance;
};

/**
 * Compares the violations of a rule with what is allowed, and gives a sentence for each room in which they differ.
 * Fewer than allowed is a difference too: whoever removes one lowers the number, so that it never grows again.
 */
export function compareWithAllowance(
  violations: readonly Violation[],
  allowance: Allowance,
): readonly string[] {
  const found = Map.groupBy(violations, ({ where }) => where);
  const rooms = new Set([...found.keys(), ...Object.keys(allowance)]);
  return [...rooms].sort().flatMap((room) => {
    const cases = found.get(room) ?? [];
    const allowed = allowance[room] ?? 0;
    if (cases.length === allowed) return [];
    if (cases.length < allowed)
      return [`${room}: ${allowed} allowed, ${cases.length} left: lower the number`];
    return [
      `${room}: ${allowed} allowed, ${cases.length} found: ${cases.map(({ text }) => text).join(' | ')}`,
    ];
  });
}

/** The room of a path: `lib/oci`, `components/graph`, `app/api`, or `components` and `app` for files at their top. */
export function roomOf(path: string): string {
  const [top = '', second = '', third] = path.split('/');
  if (top === 'app') return second === 'api' ? 'app/api' : 'app';
  return third === undefined ? top : `${top}/${second}`;
}
