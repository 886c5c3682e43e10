import type { NamesPage, RegistryClient } from '#lib/registry/registry-client';
import { explainError } from '#lib/repository/explain-error';
import { auditRunLimits } from './limits.ts';

type Told = {
  /** Told, in a sentence, why the list is not whole. */
  readonly limit: (reason: string) => void;
  readonly signal: AbortSignal;
};

/**
 * The names of a catalogue, each once, page by page. What fails behind the first page cuts the list and is said.
 *
 * @throws RegistryError or OciError when its first page cannot be had, as where a registry has no catalogue
 */
export async function* listCatalogue(
  client: RegistryClient,
  { limit, signal }: Told,
): AsyncGenerator<readonly string[]> {
  const names = new Set<string>();
  const pages = new Set<string | undefined>();
  let next: string | undefined;
  do {
    if (pages.size >= auditRunLimits.listPagesMax || names.size >= auditRunLimits.repositoriesMax) {
      limit(`Only the first ${names.size.toLocaleString('en')} repositories were looked at.`);
      return;
    }
    pages.add(next);
    const page = await pageAt(client, next, signal);
    const fresh = page.names.filter((name) => !names.has(name));
    const taken = [...new Set(fresh)].slice(0, auditRunLimits.repositoriesMax - names.size);
    for (const name of taken) names.add(name);
    if (taken.length > 0) yield taken;
    if (page.cut !== undefined) limit(`The list of repositories is incomplete: ${page.cut}`);
    if (taken.length < new Set(fresh).size)
      limit(`Only the first ${names.size.toLocaleString('en')} repositories were looked at.`);
    ({ next } = page);
    if (next !== undefined && pages.has(next)) {
      limit('The list of repositories is incomplete: it never ends.');
      return;
    }
  } while (next !== undefined);
}

async function pageAt(
  client: RegistryClient,
  next: string | undefined,
  signal: AbortSignal,
): Promise<NamesPage> {
  try {
    return await client.listRepositories({ signal, ...(next === undefined ? {} : { next }) });
  } catch (error) {
    signal.throwIfAborted();
    if (next === undefined) throw error;
    return { names: [], cut: explainError(error).reason };
  }
}
