import type { DatabaseSync } from 'node:sqlite';
import type { DiskSync } from '#lib/server/platform/disk-sync';
import { openDiskSync } from '#lib/server/platform/disk-sync';
import { limits } from '#lib/server/platform/limits';
import { inTransaction, openDatabase, rememberDatabase, walOf } from '#lib/server/platform/open-database';
import { transferLimits } from '#lib/transfer/limits';
import type { Journal, JournalEntryChange } from './journal.ts';
import { interruptedRun } from './journal.ts';
import { formatBackups, parseBackups, toPlanRecord, toSteps, toSummary } from './rows.ts';

/**
 * The journal in an SQLite file of its own. No run is going on when it is opened: what was running is shown as failed,
 * and steps that were begun are pending again. Sessions end with their process, so their records become those of nobody's
 * session: everybody at this machine can resume them.
 *
 * @throws Error when the file cannot be opened, or is no database
 */
export function openJournal(
  path: string,
  now: () => number = Date.now,
  openDisk: (path: string) => DiskSync = openDiskSync,
): Journal {
  const database = openDatabase(path, schema);
  recover(database);
  const forgetOld = forgetting(database, now);
  forgetOld();
  const disk = path === ':memory:' ? memory : openDisk(walOf(path));
  const assertSameFile = path === ':memory:' ? () => {} : rememberDatabase(path);
  const written = async () => {
    await disk.sync();
    // Checked afterwards: what was written to a file that is no longer in the folder is lost with the process.
    assertSameFile();
  };
  const statements = prepareStatements(database);

  return {
    add: async (owner, plan) => {
      const { id, action, title, created, expires } = plan;
      forgetOld();
      statements.insert.run(id, owner, action, title, created, expires, JSON.stringify(plan), 'planned');
      await written();
    },
    find: async (id) => {
      const row = statements.plan.get(id);
      if (row === undefined) return undefined;
      return { owner: String(row.owner), record: toPlanRecord(row, toSteps(statements.steps.all(id))) };
    },
    recent: async (owners, max) =>
      database
        .prepare(
          `SELECT id, action, title, created, state FROM plans
           WHERE owner IN (${owners.map(() => '?')}) ORDER BY place DESC LIMIT ?`,
        )
        .all(...owners, max)
        .map(toSummary),
    write: async (id, change) => {
      inTransaction(database, () => writeChange(statements, id, change));
      await written();
    },
    backups: async (id) =>
      new Map(
        statements.backups.all(id).map((row) => [String(row.step), parseBackups(String(row.manifests))]),
      ),
    uploadsInUse: async () => new Set(statements.uploads.all().map(({ upload }) => String(upload))),
    remove: async (id) => {
      statements.remove.run(id);
      await written();
    },
    close: async () => {
      await disk.close();
      database.close();
    },
  };
}

const memory: DiskSync = { sync: async () => {}, close: async () => {} };

function prepareStatements(database: DatabaseSync) {
  const prepare = (sql: string) => database.prepare(sql);
  return {
    insert: prepare('INSERT INTO plans VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)'),
    update: prepare('UPDATE plans SET state = ?, reason = ?, code = ? WHERE id = ?'),
    setStep: prepare('INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?)'),
    setBackups: prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, ?)'),
    dropBackups: prepare('DELETE FROM kept WHERE plan = ? AND step = ?'),
    plan: prepare('SELECT owner, plan, state, reason, code FROM plans WHERE id = ?'),
    steps: prepare('SELECT step, state, reason, code, bytes FROM steps WHERE plan = ?'),
    backups: prepare('SELECT step, manifests FROM kept WHERE plan = ?'),
    remove: prepare('DELETE FROM plans WHERE id = ?'),
    uploads: prepare(uploadsNeeded),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

function writeChange(statements: Statements, id: string, change: JournalEntryChange): void {
  for (const [step, manifests] of change.backups ?? []) {
    if (manifests.length === 0) statements.dropBackups.run(id, step);
    else statements.setBackups.run(id, step, formatBackups(manifests));
  }
  for (const [step, { state, reason, code, bytes }] of change.steps ?? []) {
    statements.setStep.run(id, step, state, reason ?? null, code ?? null, bytes ?? null);
    if (state === 'done' || state === 'skipped') statements.dropBackups.run(id, step);
  }
  const { standing } = change;
  if (standing === undefined) return;
  statements.update.run(standing.state, standing.reason ?? null, standing.code ?? null, id);
}

function recover(database: DatabaseSync): void {
  const { state, reason, code } = interruptedRun;
  inTransaction(database, () => {
    database
      .prepare("UPDATE plans SET state = ?, reason = ?, code = ? WHERE state = 'running'")
      .run(state, reason, code);
    database.exec("UPDATE steps SET state = 'pending' WHERE state = 'started'");
    database.exec("UPDATE plans SET owner = ''");
  });
}

/**
 * Forgets plans that were never begun, a day after they have expired (until then, whoever runs one late learns that it
 * has expired), and old records; of both, also the oldest beyond a number. What is running stays.
 */
function forgetting(database: DatabaseSync, now: () => number): () => void {
  const neverBegun =
    database.prepare(`DELETE FROM plans WHERE state = 'planned' AND (expires < ? OR place <= (
    SELECT place FROM plans WHERE state = 'planned' ORDER BY place DESC LIMIT 1 OFFSET ${limits.plansNotBegunMax - 1}))`);
  const old =
    database.prepare(`DELETE FROM plans WHERE state NOT IN ('planned', 'running') AND (created < ? OR place <= (
    SELECT place FROM plans WHERE state NOT IN ('planned', 'running') ORDER BY place DESC LIMIT 1 OFFSET ${limits.recordsMax}))`);
  const ago = (milliseconds: number) => new Date(now() - milliseconds).toISOString();
  return () => {
    neverBegun.run(ago(dayMs));
    old.run(ago(transferLimits.recordKeptDays * dayMs));
  };
}

const dayMs = 24 * 60 * 60 * 1000;

const schema = `
PRAGMA foreign_keys = ON;
CREATE TABLE IF NOT EXISTS plans (
  place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, action TEXT NOT NULL, title TEXT NOT NULL,
  created TEXT NOT NULL, expires TEXT NOT NULL, plan TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, code TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS steps (
  plan TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE, step TEXT NOT NULL, state TEXT NOT NULL,
  reason TEXT, code TEXT, bytes INTEGER, PRIMARY KEY (plan, step)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept (
  plan TEXT NOT NULL REFERENCES plans (id) ON DELETE CASCADE, step TEXT NOT NULL, manifests TEXT NOT NULL,
  PRIMARY KEY (plan, step)
) STRICT, WITHOUT ROWID`;

// Wherever a plan names one: its files, the archive to import, or an uploaded layout that steps copy from.
const uploadsNeeded = `SELECT DISTINCT CASE tree.key WHEN 'registry' THEN substr(tree.value, 12) ELSE tree.value END AS upload
  FROM plans, json_tree(plans.plan) AS tree
  WHERE plans.state NOT IN ('done', 'stopped') AND tree.type = 'text'
  AND (tree.key = 'upload' OR (tree.key = 'registry' AND tree.value LIKE 'oci:upload/%'))`;
