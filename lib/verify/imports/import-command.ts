import { policyOfCosign } from './cosign-command.ts';
import { policyOfGitHub } from './github-command.ts';
import type { ImportedAuthority } from './imported-authority.ts';
import { readShellWords } from './shell-words.ts';

/** A command that verifies, as a policy. */
export type ImportedCommand = Omit<ImportedAuthority, 'authority'> & {
  /** A ClusterImagePolicy. */
  readonly document: object;
};

const begin = /^\s*(?:[$#>%] )?(?:[A-Za-z_]\w{0,200}=\S{0,2000}\s+){0,10}(?:cosign|gh)\s/;

/** Whether a text looks like a command line of cosign or of GitHub's gh. */
export function isCommand(text: string): boolean {
  return begin.test(text);
}

/**
 * A command line of `cosign verify`, `cosign verify-attestation` or `gh attestation verify` as a ClusterImagePolicy that
 * asks for the same.
 *
 * @param keys public keys as PEM, by name: what `--key name.pub` means
 */
export function importCommand(
  text: string,
  keys: Readonly<Record<string, string>>,
): ImportedCommand | { readonly problem: string } {
  const reading = readShellWords(text);
  if ('problem' in reading) return reading;
  const { words } = reading;
  const [program, verb, second] = words;
  if (program === 'cosign' && verb === 'verify') return asPolicy(policyOfCosign(words.slice(2), false, keys));
  if (program === 'cosign' && verb === 'verify-attestation')
    return asPolicy(policyOfCosign(words.slice(2), true, keys));
  if (program === 'gh' && (verb === 'attestation' || verb === 'at') && second === 'verify')
    return asPolicy(policyOfGitHub(words.slice(3)));
  return {
    problem: 'Use cosign verify, cosign verify-attestation or gh attestation verify.',
  };
}

function asPolicy({ authority, ...rest }: ImportedAuthority): ImportedCommand {
  const document = {
    apiVersion: 'policy.sigstore.dev/v1beta1',
    kind: 'ClusterImagePolicy',
    metadata: { name: 'imported-command' },
    spec: { images: [{ glob: '**' }], authorities: [authority] },
  };
  return { document, ...rest };
}
