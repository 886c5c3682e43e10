import { OciError } from '#lib/oci/oci-error';
import type { NamesPage } from '#lib/registry/registry-client';
import { RegistryError } from '#lib/registry/registry-error';
import { gatherLimits } from '#lib/server/routes/limits';

type GatherOptions = {
  /** Names that are enough. */
  readonly count: number;
  readonly signal: AbortSignal;
  readonly now?: () => number;
};

/**
 * The pages of a list from `next` on as one, until there are enough names or a moment has passed: a browser that asks for
 * fifty pages one by one waits fifty times. A page that fails ends what is gathered, and whoever asks on from there learns
 * why; so does one that leads back.
 *
 * @throws RegistryError or OciError when the first of them fails
 */
export async function gatherPages(
  getPage: (next: string | undefined) => Promise<NamesPage>,
  next: string | undefined,
  { count, signal, now = () => performance.now() }: GatherOptions,
): Promise<NamesPage> {
  const until = now() + gatherLimits.pagesMs;
  const seen = new Set([next]);
  const pages = [await getPage(next)];
  let found = pages[0]?.names.length ?? 0;
  for (;;) {
    const following = pages.at(-1)?.next;
    if (following === undefined || seen.has(following) || found >= count || now() >= until) break;
    seen.add(following);
    const page = await unlessFailed(getPage(following), signal);
    if (page === undefined) break;
    pages.push(page);
    found += page.names.length;
  }
  return { ...pages.at(-1), names: pages.flatMap(({ names }) => names) };
}

async function unlessFailed(page: Promise<NamesPage>, signal: AbortSignal): Promise<NamesPage | undefined> {
  try {
    return await page;
  } catch (error) {
    const isOfRegistry = error instanceof RegistryError || error instanceof OciError;
    if (!isOfRegistry || signal.aborted) throw error;
    return undefined;
  }
}
