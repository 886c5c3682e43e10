import { literalOf, makeInput } from '#e2e/fuzz/mutate';
import { randomOf } from '#e2e/fuzz/random';
import { fuzzTargets } from '#e2e/fuzz/targets/all';

/** Which parser is fed, with how many inputs, from which seed. */
export type FuzzRun = { readonly target: string; readonly seed: number; readonly inputs: number };

/** `taken`: how many inputs the parser took for something; few would mean that little was tried. */
export type FuzzOutcome =
  | { readonly kind: 'passed'; readonly taken: number }
  | { readonly kind: 'failed'; readonly index: number; readonly error: string };

/** Feeds one parser until all inputs are through or one of them does harm; `onInput` hears of each before it is fed. */
export function runFuzz(
  { target: name, seed, inputs }: FuzzRun,
  onInput: (index: number) => void,
): FuzzOutcome {
  const target = targetOf(name);
  let taken = 0;
  for (let index = 0; index < inputs; index++) {
    onInput(index);
    const random = randomOf(seed, index);
    const bytes = makeInput(target, random);
    try {
      if (target.check(bytes, random)) taken += 1;
    } catch (error) {
      return {
        kind: 'failed',
        index,
        error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown',
      };
    }
  }
  return { kind: 'passed', taken };
}

/** One input of a run, as a person can paste it into a test. */
export function inputOf({ target, seed }: FuzzRun, index: number): string {
  return literalOf(makeInput(targetOf(target), randomOf(seed, index)));
}

function targetOf(name: string) {
  const target = fuzzTargets.find((known) => known.name === name);
  if (target === undefined) throw new Error(`There is nothing to feed that is called ${name}.`);
  return target;
}
