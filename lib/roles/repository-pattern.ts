/** A text that names repositories, such as `registry.example/team-*` or `registry.example/**`; made by {@link parsePattern}. */
export type RepositoryPattern = string & { readonly brand: 'RepositoryPattern' };

/**
 * A pattern of repositories: a registry and parts of names with slashes between them. `*` stands for any text inside one
 * part, `**` for one or more whole parts. The registry has no `*`: a rule must say which registry it is about. Undefined
 * for a text that is no pattern.
 */
export function parsePattern(text: string): RepositoryPattern | undefined {
  return isPattern(text) ? text : undefined;
}

/** Whether a pattern covers a repository, `host/name`. */
export function coversRepository(pattern: RepositoryPattern, repository: string): boolean {
  return matchParts(pattern.split('/'), repository.split('/'));
}

/** Whether a pattern covers anything of a registry. */
export function coversRegistry(pattern: RepositoryPattern, registry: string): boolean {
  return pattern.slice(0, pattern.indexOf('/')) === registry;
}

function isPattern(text: string): text is RepositoryPattern {
  const [host = '', ...parts] = text.split('/');
  const isHost = /^(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/.test(host);
  return isHost && parts.length > 0 && parts.every((part) => part === '**' || /^[a-z0-9._*-]+$/.test(part));
}

/** Each `**` takes as few parts as it can, and one more when what follows does not fit: every place is tried once. */
function matchParts(pattern: readonly string[], parts: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const piece of pattern) {
    const next = new Set<number>();
    for (const from of reached) {
      if (piece === '**') for (let to = from + 1; to <= parts.length; to++) next.add(to);
      else if (matchText(piece, parts[from])) next.add(from + 1);
    }
    reached = next;
  }
  return reached.has(parts.length);
}

function matchText(pattern: string, text: string | undefined): boolean {
  if (text === undefined) return false;
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
