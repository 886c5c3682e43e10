import type { DerElement } from '#lib/formats/encoding/der';
import { derElements, derInside, derOid } from '#lib/formats/encoding/der';
import { cleanText } from '#lib/text/untrusted-text';

// https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.6
const uri = 0x86;
const email = 0x81;
const otherName = 0xa0;
/** https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md#1361415726417--othername-san */
const userName = '1.3.6.1.4.1.57264.1.7';

/**
 * Whom a certificate names, exactly: the first address of a workflow, else the first e-mail, else a user's name, in the
 * order in which cosign looks. Undefined where there is none of them, or one whose letters are not ASCII, in which two
 * programs could read two names.
 */
export function identityOf(extension: Uint8Array | undefined): string | undefined {
  const names = derInside(extension);
  const plain = names.find(({ tag }) => tag === uri) ?? names.find(({ tag }) => tag === email);
  if (plain !== undefined) return asciiOf(plain.content);
  const user = names.find(({ tag }) => tag === otherName);
  const [type, value] = user === undefined ? [] : derElements(user.content);
  return derOid(type) === userName ? textOf(value) : undefined;
}

function asciiOf(bytes: Uint8Array): string | undefined {
  const isAscii = bytes.length > 0 && bytes.every((byte) => byte > 0 && byte < 0x80);
  return isAscii ? Buffer.from(bytes).toString('latin1') : undefined;
}

/** A UTF8String in an explicit tag. */
function textOf(value: DerElement | undefined): string | undefined {
  const [text] = value === undefined ? [] : derElements(value.content);
  return text === undefined ? undefined : asciiOf(text.content);
}

const workflow =
  /^https:\/\/github\.com\/([\w.-]{1,100}\/[\w.-]{1,100})\/\.github\/workflows\/([\w.-]{1,200})\.ya?ml@/;

/** A signer in a few words: `workflow release of acme/web`, else the identity itself. */
export function nameOfIdentity(identity: string | undefined): string {
  if (identity === undefined) return 'a certificate that names nobody';
  const [, repository, file] = workflow.exec(identity) ?? [];
  return repository === undefined ? cleanText(identity, 200) : `workflow ${file} of ${repository}`;
}
