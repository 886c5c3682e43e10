import { readBounded } from '#lib/registry/body';
import type { HttpAnswer } from '#lib/registry/http-answer';

const enough = 16 * 1024 * 1024;

/** The whole body of an answer as text, whether it is a stream or was gathered. */
export async function textOf(answer: HttpAnswer): Promise<string> {
  const { bytes } = await readBounded(answer, enough);
  return new TextDecoder().decode(bytes);
}
