import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { load } from 'js-yaml';
import { at, textAt } from '#lib/formats/json/json-path';

/** How curl ended in a job, and what it printed. */
export type Ended = { readonly code: number; readonly printed: string };

/** Where the script of each job stands in its YAML. */
const scripts: Readonly<Record<string, readonly (string | number)[]>> = {
  'GitHub Actions': [0, 'run'],
  'GitLab CI': ['audit', 'script', 0],
  Tekton: ['spec', 'steps', 0, 'script'],
};

/** The scripts of the jobs that README shows, by the name of the system. */
export function jobsOfReadme(): ReadonlyMap<string, string> {
  const readme = readFileSync(resolve(import.meta.dirname, '../../README.md'), 'utf8');
  return new Map(
    Object.entries(scripts).map(([system, path]) => {
      const from = new RegExp(`${system}[^\\n]*:\\n\\n\`\`\`yaml\\n([\\s\\S]*?)\`\`\``).exec(readme);
      const job: unknown = load(from?.[1] ?? '');
      const script = textAt(at(job, ...path));
      if (script === undefined) throw new Error(`README shows no job for ${system}.`);
      return [system, script];
    }),
  );
}

/**
 * Runs the script of a job about an artifact, `host/name:tag`, as the system would: each has its own variables, and
 * GitHub fills in secrets before the shell sees them.
 */
export function runJob(script: string, about: { orrery: string; name: string; tag: string }): Promise<Ended> {
  const { orrery, name, tag } = about;
  const filled = script
    .replaceAll(/\$\{\{ secrets\.ORRERY_TOKEN \}\}/g, 'none')
    .replaceAll('ghcr.io/org/app', name);
  const variables = {
    GITHUB_REF_NAME: tag,
    CI_REGISTRY_IMAGE: name,
    CI_COMMIT_TAG: tag,
    IMAGE: `${name}:${tag}`,
  };
  const env = { ...process.env, ORRERY: orrery, ORRERY_TOKEN: 'none', ...variables };
  return new Promise((resolve) => {
    execFile('sh', ['-e', '-c', filled], { env }, (error, stdout) =>
      resolve({ code: error === null ? 0 : Number(error.code), printed: stdout }),
    );
  });
}
