import { run } from '#e2e/tools/run';

type Page = { readonly isComplete?: boolean; readonly rows?: readonly unknown[] };
type Documents = { readonly documents?: readonly { readonly firstRows?: Page }[] };

/** A document of a registry, as our server is asked for it. */
export type Asked = { readonly url: string; readonly reference: string; readonly blob: string };

/** Milliseconds until the first rows are here, asked for as our page does. */
export async function timeFirstRows(asked: Asked): Promise<number> {
  const started = performance.now();
  const { documents = [] } = await ask<Documents>(asked, `/api/document?prompt=1&ref=${refOf(asked)}`);
  const rows = documents[0]?.firstRows?.rows ?? (await ask<Page>(asked, rowsPath(asked))).rows ?? [];
  if (rows.length < 100) throw new Error('The first rows are not there.');
  return performance.now() - started;
}

/** Milliseconds until the whole summary and then the first rows are here, as a program asks for them. */
export async function timeSummaryAndRows(asked: Asked): Promise<number> {
  const started = performance.now();
  await ask(asked, `/api/document?ref=${refOf(asked)}`);
  await ask(asked, rowsPath(asked));
  return performance.now() - started;
}

/** Milliseconds until all findings of an artifact are here, joined. */
export async function timeFindings(asked: Asked): Promise<number> {
  const started = performance.now();
  const { rows } = await ask<Page>(asked, `/api/findings?ref=${refOf(asked)}`);
  if ((rows?.length ?? 0) < 1_000) throw new Error('The findings are not there.');
  return performance.now() - started;
}

/** Waits until the index of all packages is made. */
export async function waitForAllRows(asked: Asked): Promise<void> {
  let page: Page = {};
  while (page.isComplete !== true) page = await ask<Page>(asked, `${rowsPath(asked)}&q=package`);
}

/** The time of a search that 95 of a hundred do not exceed, in milliseconds. */
export async function timeSearch(asked: Asked): Promise<number> {
  const times: number[] = [];
  for (let place = 0; place < 60; place += 1) {
    const started = performance.now();
    const words = ['package-', 'mit', 'npm/package-9', '1.2.', 'nothing'][place % 5];
    await ask(asked, `${rowsPath(asked)}&q=${words}${place}`);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;
}

/** Milliseconds of curl of a blob and `JSON.parse` in bare Node. */
export async function timeBare(blobUrl: string): Promise<number> {
  const script = `curl -sf ${blobUrl} | node -e 'JSON.parse(require("node:fs").readFileSync(0, "utf8"))'`;
  const started = performance.now();
  await run('sh', ['-c', script]);
  return performance.now() - started;
}

function refOf({ reference }: Asked): string {
  return encodeURIComponent(reference);
}

function rowsPath(asked: Asked): string {
  return `/api/document/rows?ref=${refOf(asked)}&blob=${asked.blob}&part=packages&n=200`;
}

async function ask<Answer>({ url }: Asked, path: string): Promise<Answer> {
  const response = await globalThis.fetch(url + path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return JSON.parse(await response.text());
}
