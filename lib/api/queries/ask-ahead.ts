import { apiLimits } from '#lib/api/limits';

type Ahead<Page> = { readonly key: string; readonly page: Promise<Page>; readonly askedAt: number };

/** Asks for the next page of a list while the first is still drawn. */
export type AskAhead<Page> = {
  /** Begins to ask; what was begun before for another page is let go. */
  readonly begin: (key: string, ask: () => Promise<Page>) => void;
  /** What was begun for this page, once; undefined where nothing was, or too long ago. */
  readonly take: (key: string) => Promise<Page> | undefined;
};

/** Remembers one page that was asked for ahead. `now` in milliseconds. */
export function createAskAhead<Page>(now: () => number = () => performance.now()): AskAhead<Page> {
  let ahead: Ahead<Page> | undefined;
  return {
    begin: (key, ask) => {
      const page = ask();
      // Whoever takes it learns of the failure.
      page.catch(() => undefined);
      ahead = { key, page, askedAt: now() };
    },
    take: (key) => {
      if (ahead?.key !== key) return undefined;
      const { page, askedAt } = ahead;
      ahead = undefined;
      return now() - askedAt < apiLimits.listFreshMs ? page : undefined;
    },
  };
}
