/**
 * A text as PostgreSQL takes it: it refuses the character NUL, and knows no halves of surrogate pairs. What a registry
 * says may have both, and must not keep a step from being recorded. Null where there is no text.
 */
export function toStorable(text: string): string;
export function toStorable(text: string | undefined): string | null;
export function toStorable(text: string | undefined): string | null {
  return text === undefined ? null : text.toWellFormed().replaceAll('\0', '\u{fffd}');
}
