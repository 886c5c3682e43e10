import { completeJson } from '#lib/formats/json/complete-json';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

/** The JSON object that the bytes are, or whose head they are; undefined for other values, throws for no JSON at all. */
export function parseObject(
  bytes: Uint8Array,
  isWhole: boolean,
): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(isWhole ? bytes : completeJson(decodeHead(bytes)));
  return isJsonObject(value) ? value : undefined;
}

/** Text whose last character may be cut in half. */
export function decodeHead(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes, { stream: true });
}
