import type { RequiredEvidence, RequirementRule } from './requirements.ts';

/**
 * The file of requirements that says the same as a choice: `readStatedRequirements` gives the same rules back. Empty
 * where nothing is required, for a file without rules is a mistake.
 */
export function formatRequirements(rules: readonly RequirementRule[]): string {
  if (rules.length === 0) return '';
  return `rules:\n${rules.flatMap(linesOf).join('\n')}\n`;
}

function linesOf({ name, repositories, kinds, require }: RequirementRule): readonly string[] {
  const fields = [
    ...(name === undefined ? [] : [`name: ${JSON.stringify(name)}`]),
    ...(repositories.length === 0 ? [] : [`repositories: ${JSON.stringify(repositories)}`]),
    ...(kinds.length === 0 ? [] : [`kinds: [${kinds.join(', ')}]`]),
    'require:',
    ...require.map((one) => `  - ${entryOf(one)}`),
  ];
  return fields.map((field, at) => `${at === 0 ? '  - ' : '    '}${field}`);
}

function entryOf({ evidence, state, platforms, maxAgeDays, maxSeverity }: RequiredEvidence): string {
  const options = [
    ...(state === 'present' ? [] : [`state: ${state}`]),
    ...(platforms === undefined ? [] : [`platforms: ${platforms}`]),
    ...(maxAgeDays === undefined ? [] : [`maxAgeDays: ${maxAgeDays}`]),
    ...(maxSeverity === undefined ? [] : [`maxSeverity: ${maxSeverity}`]),
  ];
  return options.length === 0 ? evidence : `${evidence}: {${options.join(', ')}}`;
}
