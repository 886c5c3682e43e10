import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '#e2e/tools/run';

/** Where the source stands: its commit, and when that was made. */
export type Source = { readonly commit: string; readonly created: string; readonly isChanged: boolean };

/** What `git` says of the source that an image is made of. */
export async function readSource(project: string): Promise<Source> {
  const git = async (...args: readonly string[]) =>
    (await run('git', ['-C', project, ...args])).stdout.trim();
  const [commit = '', seconds = ''] = (await git('log', '-1', '--format=%H %ct')).split(' ');
  const changed = await git('status', '--porcelain');
  return { commit, created: new Date(Number(seconds) * 1000).toISOString(), isChanged: changed !== '' };
}

/**
 * Where an image comes from, as a statement that somebody can sign (https://slsa.dev/spec/v1.1/provenance). The source is
 * named by its commit: whoever publishes the image knows where that lies.
 */
export async function describeProvenance(
  project: string,
  { commit, isChanged }: Source,
  subject: { readonly name: string; readonly digest: string },
  parameters: Readonly<Record<string, unknown>>,
): Promise<string> {
  const lock = createHash('sha256')
    .update(await readFile(join(project, 'package-lock.json')))
    .digest('hex');
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: subject.name, digest: { sha256: subject.digest.replace('sha256:', '') } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:orrery:image:1',
        externalParameters: parameters,
        internalParameters: { sourceHasChanges: isChanged },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: commit } },
          { name: 'package-lock.json', digest: { sha256: lock } },
        ],
      },
      runDetails: { builder: { id: 'urn:orrery:deploy/image/build.ts' } },
    },
  });
}
