import type { Row } from '#e2e/bench/walk/table';
import { atMost, median } from '#e2e/bench/walk/table';
import { openInventoryQuestions } from '#lib/inventory/questions/open-inventory-questions';
import { parseSearchCursor } from '#lib/inventory/questions/search-cursor';
import type { SearchQuestion } from '#lib/inventory/questions/search-inventory';
import type { InventoryDatabase } from '#lib/inventory/store/prepare-inventory';
import { parsePattern } from '#lib/roles/repository-pattern';
import { countPlanted, host, plantedBelow } from './fill.ts';

/** What an answer took, and what is expected where there are ten thousand images. */
export type AnswerTime = { readonly name: string; readonly ms: number; readonly wantedMs: number };

const rounds = 7;
const everything = { reach: undefined };
const below = { kind: 'package', text: 'log4j-core', below: plantedBelow } as const;
const questionMs = 50;
const pageMs = 10;
/** These go through all evidence. */
const agingMs = 100;

/** Whether log4j-core below a version is found in all images that have it: `copies` of the first `size`. */
export async function findPlanted(database: InventoryDatabase, size: number, copies = 1): Promise<Row> {
  const found = await findAll(database, below);
  const planted = countPlanted(size) * copies;
  return {
    name: `images with log4j-core below ${plantedBelow}`,
    measured: `${found}`,
    expected: `${planted} planted`,
    isMet: found === planted,
  };
}

/** Asks everything that can be asked, several times each. */
export async function askAll(database: InventoryDatabase): Promise<readonly AnswerTime[]> {
  const { search, coverage, repositories, trends, orphans } = openInventoryQuestions(database);
  const pattern = parsePattern(`${host}/team1*/**`);
  const team = { reach: pattern === undefined ? [] : [pattern] };
  const first = (kind: SearchQuestion['kind'], text: string) => () =>
    search(everything, { kind, text, max: 100 });
  const second = (await coverage(everything, { max: 200 })).next;
  const repository = { ...everything, host, repository: 'team7/service-7' };
  return [
    await timeOf('log4j-core below 2.17, first 1,000', questionMs, () =>
      search(everything, { ...below, max: 1_000 }),
    ),
    await timeOf('… first 100', questionMs, () => search(everything, { ...below, max: 100 })),
    await timeOf('… of some teams', questionMs, () => search(team, { ...below, max: 100 })),
    await timeOf('a package in most images', questionMs, first('package', 'lib-0')),
    await timeOf('a part of a package name', questionMs, first('package', 'cryp')),
    await timeOf('a vulnerability', questionMs, first('vulnerability', 'CVE-2026-10131')),
    await timeOf('a signer', questionMs, first('signer', 'repo-17')),
    await timeOf('a licence', questionMs, first('licence', 'Licence-7')),
    await timeOf('a source of builds', questionMs, first('source', 'acme/repo-42')),
    await timeOf('repositories', questionMs, first('repository', 'service-4')),
    await timeOf('coverage, first 200 and all counts', pageMs, () => coverage(everything, { max: 200 })),
    await timeOf('… the next 200', pageMs, () => coverage(everything, { max: 200, after: second })),
    await timeOf('… without a signature', pageMs, () =>
      coverage(everything, { evidence: 'signature', state: 'none', max: 200 }),
    ),
    await timeOf('… of one repository', pageMs, () => coverage(repository, { max: 200 })),
    await timeOf('coverage by repository', questionMs, () => repositories(everything, 200)),
    await timeOf('trends', questionMs, () => trends(everything, 90, 100)),
    await timeOf('orphans, first 100 and all counts', questionMs, () =>
      orphans(everything, { what: 'orphan' }, undefined, 100),
    ),
    await timeOf('superseded, first 100 and all counts', agingMs, () =>
      orphans(everything, { what: 'superseded' }, undefined, 100),
    ),
    await timeOf('old evidence, first 100 and all counts', agingMs, () =>
      orphans(everything, { what: 'old', days: 90 }, undefined, 100),
    ),
  ];
}

/** The times as rows of a report; all may be so many times as long. */
export function toRows(times: readonly AnswerTime[], slowness = 1): readonly Row[] {
  return times.map(({ name, ms, wantedMs }) => atMost(name, ms, slowness * wantedMs, 'ms'));
}

async function findAll(database: InventoryDatabase, question: Omit<SearchQuestion, 'max'>): Promise<number> {
  const { search } = openInventoryQuestions(database);
  let count = 0;
  for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
    const from = next === undefined ? undefined : parseSearchCursor(next);
    const answer = await search(everything, { ...question, from, max: 1_000 });
    for (const { references } of answer.rows) count += references.length;
    next = answer.next;
  }
  return count;
}

async function timeOf(name: string, wantedMs: number, question: () => Promise<unknown>): Promise<AnswerTime> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await question();
    times.push(performance.now() - begun);
  }
  return { name, ms: median(times), wantedMs };
}
