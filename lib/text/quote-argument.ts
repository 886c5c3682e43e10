const plain = /^[a-zA-Z0-9_@%+=:,./-]+$/;

/** A word of a POSIX shell command, in single quotes where it has a character that a shell would read. */
export function quoteArgument(text: string): string {
  return plain.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
