import { at, textAt } from '#lib/formats/json/json-path';

/**
 * The address of the run that built: the invocation where it is one, else what GitHub's runners write into the
 * environment. Undefined when no run is named.
 */
export function runUrlOf(predicate: unknown, invocation: string | undefined): string | undefined {
  if (invocation !== undefined && /^https?:\/\//.test(invocation)) return invocation;
  // BuildKit makes up its invocation, and is told the run as the builder.
  const builder = textAt(predicate, 'runDetails', 'builder', 'id') ?? textAt(predicate, 'builder', 'id');
  if (builder !== undefined && /^https:\/\/[^\s]{1,300}\/actions\/runs\/\d/.test(builder)) return builder;
  const environments = [
    at(predicate, 'invocation', 'environment'),
    at(predicate, 'recipe', 'environment'),
    at(predicate, 'buildDefinition', 'internalParameters', 'github'),
    at(predicate, 'buildDefinition', 'internalParameters'),
  ];
  for (const environment of environments) {
    const run = at(environment, 'github_run_id') ?? at(environment, 'GITHUB_RUN_ID');
    const repository = githubRepository(predicate, environment);
    if (!isNumber(run) || repository === undefined) continue;
    const attempt = at(environment, 'github_run_attempt') ?? at(environment, 'GITHUB_RUN_ATTEMPT');
    const url = `https://github.com/${repository}/actions/runs/${run}`;
    return isNumber(attempt) ? `${url}/attempts/${attempt}` : url;
  }
  return undefined;
}

function isNumber(value: unknown): value is string | number {
  return /^\d{1,20}$/.test(typeof value === 'string' || typeof value === 'number' ? String(value) : '');
}

function githubRepository(predicate: unknown, environment: unknown): string | undefined {
  const named = textAt(environment, 'GITHUB_REPOSITORY') ?? textAt(environment, 'github_repository');
  const source = textAt(predicate, 'invocation', 'configSource', 'uri') ?? '';
  const found = named ?? /github\.com\/([^/@#]+\/[^/@#]+)/.exec(source)?.[1]?.replace(/\.git$/, '');
  return found !== undefined && /^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(found) ? found : undefined;
}
