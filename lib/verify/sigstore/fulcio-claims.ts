import { derElements } from '#lib/formats/encoding/der';
import { fulcioNames, fulcioOid } from '#lib/formats/signatures/certificate-extensions';
import { failed } from '#lib/verify/outcome';

/** The last extension that holds a bare text; from 8 on they hold a UTF8String, and 7 is a name of the subject. */
const lastBare = 6;
const utf8String = 0x0c;

/**
 * What Fulcio wrote into a certificate, by the names of
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md, exactly as it stands there. `issuer` is that of either
 * extension that has it.
 *
 * @throws Refused `issuers-contradict` where the two differ, `malformed` where one cannot be read
 */
export function fulcioClaims(extensions: ReadonlyMap<string, Uint8Array>): Readonly<Record<string, string>> {
  const claims: [string, string][] = [];
  for (const [oid, value] of extensions) {
    const number = oid.startsWith(fulcioOid) ? oid.slice(fulcioOid.length) : '';
    const name = Object.hasOwn(fulcioNames, number) ? fulcioNames[number] : undefined;
    const text = name === undefined ? undefined : textOf(value, Number(number) <= lastBare);
    if (name === 'issuer' && text === undefined)
      throw failed('trust', 'malformed', 'The certificate names its issuer in bytes that are not text.');
    if (name !== undefined && text !== undefined) claims.push([name, text]);
  }
  const issuers = new Set(claims.filter(([name]) => name === 'issuer').map(([, issuer]) => issuer));
  if (issuers.size > 1)
    throw failed(
      'trust',
      'issuers-contradict',
      'The certificate names two issuers that contradict each other.',
    );
  return Object.fromEntries(claims);
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function textOf(value: Uint8Array, isBare: boolean): string | undefined {
  const [element, ...more] = isBare ? [{ tag: utf8String, content: value }] : derElements(value);
  if (element?.tag !== utf8String || more.length > 0) return undefined;
  try {
    return utf8.decode(element.content);
  } catch {
    return undefined;
  }
}
