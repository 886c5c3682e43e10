import { OciError } from '#lib/oci/oci-error';

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * Bytes of base64 of either alphabet (https://www.rfc-editor.org/rfc/rfc4648#section-5), padded or not, as DSSE allows.
 *
 * @throws OciError `json-invalid` for anything else
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/').replaceAll(/\s/g, '');
  if (!alphabet.test(standard)) throw new OciError('json-invalid', 'What it wraps is not base64.');
  const digits = standard.replaceAll('=', '');
  // One digit more than a whole number of bytes needs: the text was cut there.
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  const letters = atob(whole);
  // A plain loop: `Uint8Array.from` calls back for each letter and takes twenty times as long, 0.2 s for two megabytes.
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
