/** Says how many repositories an answer leaves out; nothing where it leaves out none. */
export function leftOutSentence(notAsked: number | undefined): string | undefined {
  if (notAsked === undefined || notAsked === 0) return undefined;
  const isOne = notAsked === 1;
  const repositories = isOne ? '1 repository is' : `${notAsked.toLocaleString('en')} repositories are`;
  return `${repositories} left out: the registry did not tell whether you may read ${isOne ? 'it' : 'them'}. Try again in a moment.`;
}
