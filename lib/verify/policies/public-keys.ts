import { createPublicKey } from 'node:crypto';
import { cleanText } from '#lib/text/untrusted-text';
import { verifyLimits } from '#lib/verify/limits';
import type { NamedKey } from '#lib/verify/policy';

const block = /-----BEGIN ([A-Z0-9 ]{1,40})-----[^-]{0,20000}-----END \1-----/g;
const publicLabels = new Set(['PUBLIC KEY', 'RSA PUBLIC KEY']);

/**
 * The public keys of a PEM text (https://www.rfc-editor.org/rfc/rfc7468#section-13), the second and later ones named
 * `name#2`, and what of it is none, in sentences.
 */
export function readPublicKeys(
  name: string,
  pem: string,
): { readonly keys: readonly NamedKey[]; readonly problems: readonly string[] } {
  const title = `The key ${cleanText(name)}`;
  const blocks = [...pem.matchAll(block)];
  const problems: string[] = [];
  const texts = blocks.slice(0, verifyLimits.keysInFileMax).flatMap(([text, label = '']) => {
    if (label.endsWith('PARAMETERS')) return [];
    const problem = publicLabels.has(label) ? problemOf(text) : refusalOf(label);
    if (problem === undefined) return [`${text.replace(/\r\n/g, '\n')}\n`];
    problems.push(`${title} ${problem}`);
    return [];
  });
  if (blocks.length > verifyLimits.keysInFileMax)
    problems.push(`${title} has more than ${verifyLimits.keysInFileMax} blocks.`);
  if (blocks.length === 0)
    problems.push(`${title} is not a public key in PEM, which begins with -----BEGIN PUBLIC KEY-----.`);
  const keys = texts.map((text, at) => ({ name: at === 0 ? name : `${name}#${at + 1}`, pem: text }));
  return { keys, problems };
}

function refusalOf(label: string): string {
  if (label.includes('PRIVATE KEY')) return 'is a private key. Keep it secret and use the public key.';
  if (label.startsWith('PGP')) return 'is a PGP key, which cannot verify cosign signatures.';
  if (label === 'CERTIFICATE') return 'is a certificate: only public keys stand here.';
  return `is a block of ${cleanText(label)}, and no public key.`;
}

function problemOf(pem: string): string | undefined {
  try {
    createPublicKey(pem);
    return undefined;
  } catch {
    // What OpenSSL says of it helps nobody.
    return 'cannot be read: it is damaged, or of an algorithm that is unknown here.';
  }
}
