import { OciError } from '#lib/oci/oci-error';

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/** Base64 of either alphabet, padded or not, as DSSE allows; throws `json-invalid` for anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll(/\s/g, '');
  if (!alphabet.test(standard)) throw new OciError('json-invalid', 'What it wraps is not base64.');
  const digits = standard.replaceAll('=', '');
  // One digit more than a whole number of bytes needs: the text was cut there.
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0));
}
