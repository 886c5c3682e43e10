import { layoutPlace } from '#lib/oci/layout-reference';
import type { Reference } from '#lib/oci/reference';
import { formatReference } from '#lib/oci/reference';
import { quoteArgument } from '#lib/text/quote-argument';
import { isLoopback } from './plain-http.ts';
import type { CommandGroup } from './read-commands.ts';

/** What is known of a signature or a signed statement, as far as it chooses the command that checks it. */
export type Checkable = {
  readonly tool: 'cosign' | 'notation';
  /** Of a statement its type, as `cosign verify-attestation --type` takes it; undefined for a plain signature. */
  readonly statement?: string;
  /** Whom its certificate names, and who vouches for that name. */
  readonly identity?: string;
  readonly issuer?: string;
  /** It is signed with a key of its own, and no certificate. */
  readonly isByKey?: boolean;
  /** It is known to have no entry in a log. */
  readonly lacksLog?: boolean;
};

/**
 * The commands of cosign and notation that check one piece of evidence. What nobody here knows stands as a word in
 * capitals or as a file with the name that the tool itself gives it. Empty for an image layout, which neither tool checks.
 *
 * @param subject what the evidence hangs on, with its digest
 */
export function checkCommands(subject: Reference, evidence: Checkable): readonly CommandGroup[] {
  if (layoutPlace(subject.registry) !== undefined) return [];
  const { tag: _, ...pinned } = subject;
  const image = formatReference(subject.digest === undefined ? subject : pinned);
  const title = 'Whether the signature holds';
  if (evidence.tool === 'notation') {
    const flags = isLoopback(subject.registry) ? ['--insecure-registry'] : [];
    return [{ title, commands: [{ tool: 'notation', text: join(['notation', 'verify', ...flags, image]) }] }];
  }
  const { statement } = evidence;
  const verb = statement === undefined ? ['verify'] : ['verify-attestation', '--type', statement];
  const commands = signerFlags(evidence).map((flags) => ({
    tool: 'cosign' as const,
    text: join(['cosign', ...verb, ...flags, image]),
  }));
  return [{ title, commands }];
}

/** The flags for each signer that it may have: its key, its certificate, or either where that is not known. */
function signerFlags({ identity, issuer, isByKey, lacksLog }: Checkable): readonly (readonly string[])[] {
  const key = ['--key', 'cosign.pub', ...(lacksLog === true ? ['--insecure-ignore-tlog'] : [])];
  const certificate = [
    ...['--certificate-identity', identity ?? 'IDENTITY'],
    ...['--certificate-oidc-issuer', issuer ?? 'ISSUER'],
  ];
  if (isByKey === undefined && identity === undefined) return [key, certificate];
  return isByKey === true ? [key] : [certificate];
}

function join(words: readonly string[]): string {
  return words.map(quoteArgument).join(' ');
}
