import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { residentBytes } from '#e2e/bench/blob/watch-memory';
import { holdChanges, openAsker, pagesPerSecond, secondsToEnd } from '#e2e/bench/team/load';
import { measureAuditRows, measureLookUps, quantile } from '#e2e/bench/team/stores';
import type { Row } from '#e2e/bench/walk/table';
import { atMost, formatTable, median } from '#e2e/bench/walk/table';
import { pushBlob } from '#e2e/fakes/embedded';
import type { TeamPlace } from '#e2e/team/team-place';
import { openTeamPlace } from '#e2e/team/team-place';

// Two replicas of a team on one PostgreSQL, all on this machine: so what a second replica adds is bounded by its cores.
const miB = 1024 * 1024;
const rounds = 3;
const people = Array.from({ length: 10 }, (_, index) => `person-${index}`);

const place = await openTeamPlace({ settings: { OTEL_EXPORTER_OTLP_ENDPOINT: '' } });
try {
  for (const person of people) place.people.set(person, ['dev']);
  await wait(10_000);
  const idle = place.replicas.map(({ pid }) => residentBytes(pid) / miB);
  show(atMost('memory of an idle replica', Math.max(...idle), 200, 'MiB'));
  show(...(await lookUpRows(place.database.url)));
  show(await auditRow(place.database.url));
  show(await pagesRow(place));
  show(...(await changesRows(place)));
  show(...(await endRows(place)));
} finally {
  await place[Symbol.asyncDispose]();
}

async function lookUpRows(url: string): Promise<readonly Row[]> {
  const { lookUps, questions } = await measureLookUps(url);
  const times = quantile(lookUps, 0.5) / quantile(questions, 0.5);
  return [
    atMost('session look-up, median', quantile(lookUps, 0.5), 1, 'ms'),
    atMost('session look-up, 99 of 100', quantile(lookUps, 0.99), 5, 'ms'),
    atMost('session look-up beside SELECT 1', times, 5, 'times'),
  ];
}

async function auditRow(url: string): Promise<Row> {
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await measureAuditRows(url, 1, 2_000));
    two.push(await measureAuditRows(url, 2, 2_000));
  }
  // A change writes four rows: the run and its step, begun and ended.
  return ratio('audit rows a second, two writers', median(two), median(one), 0.6);
}

async function pagesRow({ replicas, ...rest }: TeamPlace): Promise<Row> {
  const ask = await openAsker({ replicas, ...rest }, people[0] ?? '');
  await pagesPerSecond(ask, replicas, 3_000);
  const one: number[] = [];
  const two: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await pagesPerSecond(ask, replicas.slice(0, 1), 4_000));
    two.push(await pagesPerSecond(ask, replicas, 4_000));
  }
  // The database and those who ask take their part of the cores: on two of them the second replica must cost nothing.
  return ratio('pages a second, two replicas', median(two), median(one), cpus().length > 2 ? 1.2 : 0.9);
}

async function changesRows(team: TeamPlace): Promise<readonly Row[]> {
  const askers = await Promise.all(people.map((person) => openAsker(team, person)));
  const { milliseconds, failures, seconds } = await holdChanges(askers, team, {
    perMinute: 600,
    forMs: 60_000,
  });
  for (const failure of failures.slice(0, 3)) console.log(failure);
  return [
    atMost('600 changes in a minute, failed', failures.length, 0, 'changes'),
    atMost('600 changes in a minute, all done after', seconds, 62, 's'),
    atMost('from plan to done, 99 of 100', quantile(milliseconds, 0.99), 1_000, 'ms'),
  ];
}

async function endRows(team: TeamPlace): Promise<readonly Row[]> {
  const ask = await openAsker(team, people[0] ?? '');
  const { digest } = await pushBlob(team.content, 'team/app', randomBytes(64 * miB));
  const path = `/api/blob?ref=${team.registry}/team/app@${digest}`;
  const [first, second] = team.replicas;
  if (first === undefined || second === undefined) throw new Error('There are no two replicas.');
  const [read, unread] = await Promise.all([
    secondsToEnd(ask, first, path, 7_000),
    secondsToEnd(ask, second, path, undefined),
  ]);
  if (!read.isWhole || read.code !== 0 || unread.code !== 0) throw new Error('A replica did not end well.');
  return [
    atMost('SIGTERM to exit, download read 7 s later', read.seconds, 8, 's'),
    atMost('SIGTERM to exit, download never read', unread.seconds, 32, 's'),
  ];
}

function ratio(name: string, more: number, fewer: number, wanted: number): Row {
  const times = more / fewer;
  return {
    name,
    measured: `${times.toFixed(2)} times (${more.toFixed(0)} : ${fewer.toFixed(0)} with one)`,
    expected: `at least ${wanted}`,
    isMet: times >= wanted,
  };
}

function show(...rows: readonly Row[]): void {
  console.log(formatTable(rows));
}
