import { OciError } from '#lib/oci/oci-error';

const maxJsonDepth = 64;

/**
 * Bytes or text as a JSON value, refused when nested deeper than 64: a hostile document must not exhaust
 * the stack of whoever walks it later.
 */
export function parseJson(input: Uint8Array | string): unknown {
  const text = typeof input === 'string' ? input : decodeUtf8(input);
  assertShallow(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OciError('json-invalid', 'The document is not valid JSON.', {
      cause,
    });
  }
}

/** Whether a JSON value is an object, and neither null nor an array. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new OciError('json-invalid', 'The document is not UTF-8 text.', {
      cause,
    });
  }
}

function assertShallow(text: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inString) {
      if (code === 0x5c) i++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxJsonDepth) {
        throw new OciError('json-too-deep', `The document is nested deeper than ${maxJsonDepth} levels.`);
      }
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}
