/** The packed forms of a file, the smallest first. */
export const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * The form in which a client takes a file; undefined means as it is. Among what it takes equally gladly the smallest wins.
 * Without the header nothing is packed: clients that cannot unpack leave it out.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding
 */
export function chooseEncoding(
  header: string | undefined,
  offered: readonly Encoding[],
): Encoding | undefined {
  if (header === undefined) return undefined;
  const weights = weightsIn(header);
  // What is not named is worth as much as the asterisk; the plain form is always taken unless it is refused by name.
  const weightOf = (name: string) => weights.get(name) ?? weights.get('*') ?? 0;
  const plain = weights.get('identity') ?? 0;
  const best = encodings
    .filter((encoding) => offered.includes(encoding))
    .toSorted((a, b) => weightOf(b) - weightOf(a))[0];
  if (best === undefined || weightOf(best) === 0) return undefined;
  return weightOf(best) >= plain ? best : undefined;
}

function weightsIn(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const item of header.toLowerCase().split(',')) {
    const [coding = '', ...parameters] = item.split(';').map((part) => part.trim());
    // Their old name: https://www.rfc-editor.org/rfc/rfc9110#name-gzip-coding
    const name = coding === 'x-gzip' ? 'gzip' : coding;
    if (name !== '') weights.set(name, weightIn(parameters));
  }
  return weights;
}

// A weight that cannot be read refuses: the plain form is right for everybody.
function weightIn(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => /^q\s{0,9}=/.test(parameter));
  if (given === undefined) return 1;
  const text = given.slice(given.indexOf('=') + 1).trim();
  return /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(text) ? Number(text) : 0;
}
