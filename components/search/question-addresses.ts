type AddressParts = {
  readonly origin: string;
  readonly id: string;
  /** Undefined where it is not known: a word stands in its place. */
  readonly key: string | undefined;
};

/** Where a reader of feeds finds a question, and a command that fails in CI unless it has no hits. */
export function questionAddresses({ origin, id, key = 'KEY' }: AddressParts): {
  readonly feed: string;
  readonly command: string;
} {
  const path = `${origin}/api/questions/${id}`;
  return {
    feed: `${path}.atom?key=${key}`,
    command: `curl -fsS '${path}?expect=none&key=${key}'`,
  };
}
