const maxRead = 2_000;
const maxLength = 80;

// Control, format (bidi, zero width), unpaired, private and ignorable characters: they would change what surrounds them.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu;

/**
 * A stranger's text as a part of one of our sentences: one line, nothing that cannot be seen, at most 80 characters.
 * The rest is in the document itself.
 */
export function cleanText(text: string, maxCharacters = maxLength): string {
  const line = text.slice(0, maxRead).replace(unseen, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (characters.length <= maxCharacters) return line;
  return `${characters
    .slice(0, maxCharacters - 1)
    .join('')
    .trimEnd()}…`;
}
