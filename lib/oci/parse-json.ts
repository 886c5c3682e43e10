import { ociLimits } from './limits.ts';
import { OciError } from './oci-error.ts';

/**
 * Bytes or text as a JSON value.
 *
 * @throws OciError `json-invalid` for what is not JSON in UTF-8, `json-too-deep` when it is nested deeper than 64
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
      if (++depth > ociLimits.jsonMaxDepth) {
        throw new OciError(
          'json-too-deep',
          `The document is nested deeper than ${ociLimits.jsonMaxDepth} levels.`,
        );
      }
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}
