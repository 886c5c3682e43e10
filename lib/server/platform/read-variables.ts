import { StartError } from './start-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;
export type ReadFile = (path: string) => string;

/**
 * The texts of the known variables, each given directly or as `NAME_FILE`, the path of a file that holds it. Empty is
 * unset, as compose files write it. An unknown `ORRERY_*` is an error: a misspelt setting must not pass unseen.
 */
export function readVariables<Name extends string>(
  names: readonly Name[],
  environment: Environment,
  readFile: ReadFile,
): Partial<Record<Name, string>> {
  assertKnown(names, environment);
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = readVariable(name, environment, readFile);
    if (value !== '') values[name] = value;
  }
  return values;
}

function assertKnown(names: readonly string[], environment: Environment): void {
  const known = names.flatMap((name) => [name, `${name}_FILE`]);
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith('ORRERY_') && !known.includes(name),
  );
  if (unknown === undefined) return;
  const hint = nearestName(unknown, known);
  throw new StartError('setting', `${unknown} is not a setting of Orrery. Did you mean ${hint}?`);
}

function readVariable(name: string, environment: Environment, readFile: ReadFile): string {
  const value = environment[name]?.trim() ?? '';
  const path = environment[`${name}_FILE`]?.trim() ?? '';
  if (path === '') return value;
  if (value !== '') throw new StartError('setting', `Set ${name} or ${name}_FILE, not both.`);
  try {
    return readFile(path).trim();
  } catch (error) {
    throw new StartError('setting', `${name}_FILE names ${path}, which cannot be read.`, { cause: error });
  }
}

/** The name that a mistyped one most likely meant. */
function nearestName(name: string, known: readonly string[]): string | undefined {
  const ranked = known.map((candidate) => ({ candidate, edits: countEdits(name, candidate) }));
  return ranked.sort((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** Levenshtein's distance, one row at a time. */
function countEdits(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const replace = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replace, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
