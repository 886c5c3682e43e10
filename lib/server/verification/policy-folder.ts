import { createHash } from 'node:crypto';
import { createSingleFlight } from '#lib/async/single-flight';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { verificationLimits } from './limits.ts';
import { partsOfFiles } from './parts-of-files.ts';
import { readFolder } from './read-folder.ts';
import type { SentPolicy } from './verifier/sent-policy.ts';

/** The policies of this Orrery as they stand now. */
type FolderPolicy = SentPolicy & {
  /** The text of `requirements.yaml`, where there is one. */
  readonly requirements?: string;
  /** What of the folder could not be read, in sentences. */
  readonly problems: readonly string[];
  /** When it was read. */
  readonly asOf: Date;
};

/** The policy folder, which its owner may change at any time. */
export type PolicyFolder = { readonly current: () => Promise<FolderPolicy> };

/**
 * A policy folder; undefined: there is none. It is read when it is needed, and again when that was a moment ago:
 * nothing has to be told of a change, on any file system. What cannot be read is a problem in the answer.
 */
export function openPolicyFolder(path: string | undefined, now: () => Date = () => new Date()): PolicyFolder {
  const share = createSingleFlight<FolderPolicy>();
  let last: FolderPolicy | undefined;
  const read = async () => {
    last = path === undefined ? none(now()) : await readPolicies(path, now());
    return last;
  };
  return {
    current: async () => {
      const isFresh =
        last !== undefined && now().getTime() - last.asOf.getTime() < verificationLimits.policyFolderAgeMs;
      return isFresh && last !== undefined ? last : await share('folder', read);
    },
  };
}

function none(asOf: Date): FolderPolicy {
  return { ...nameParts({}, 'none'), problems: [], asOf };
}

async function readPolicies(path: string, asOf: Date): Promise<FolderPolicy> {
  const { files, problems } = await readFolder(path);
  const { parts, requirements, problems: odd } = partsOfFiles(files);
  return {
    ...nameParts(parts, 'file'),
    ...(requirements === undefined ? {} : { requirements }),
    problems: [...problems, ...odd],
    asOf,
  };
}

/** Parts with the key by which threads know them. */
export function nameParts(parts: PolicyParts, source: SentPolicy['source']): SentPolicy {
  const key = createHash('sha256')
    .update(`${source} ${JSON.stringify(parts)}`)
    .digest('hex');
  return { key, parts, source };
}
