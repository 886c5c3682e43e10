import type { DatabaseSync } from 'node:sqlite';
import { limits } from '#lib/server/platform/limits';
import { inTransaction, openDatabase, rememberDatabase } from '#lib/server/platform/open-database';
import { recordKeptDays } from '#lib/transfer/record';
import type { Journal, JournalEntryChange } from './journal.ts';
import { interruptedRun } from './journal.ts';
import { formatKept, parseKept, toPlanRecord, toSteps, toSummary } from './rows.ts';

/**
 * The journal in a file of its own. Nothing runs when it is opened: what was running then is shown as failed, and steps
 * of which nobody told the end are pending again. Sessions end with their process, so their records become those of
 * nobody's session: whoever is at this machine can go on with them.
 */
export function openJournal(path: string, now: () => number = Date.now): Journal {
  const database = openDatabase(path, schema);
  recover(database);
  const forget = forgetting(database, now);
  forget();
  const isSame = path === ':memory:' ? () => {} : rememberDatabase(path);
  const insert = database.prepare('INSERT INTO plans VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)');
  const update = database.prepare('UPDATE plans SET state = ?, reason = ?, code = ? WHERE id = ?');
  const setStep = database.prepare('INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?)');
  const setKept = database.prepare('INSERT OR REPLACE INTO kept VALUES (?, ?, ?)');
  const dropKept = database.prepare('DELETE FROM kept WHERE plan = ? AND step = ?');
  const plan = database.prepare('SELECT owner, plan, state, reason, code FROM plans WHERE id = ?');
  const steps = database.prepare('SELECT step, state, reason, code, bytes FROM steps WHERE plan = ?');
  const kept = database.prepare('SELECT step, manifests FROM kept WHERE plan = ?');
  const drop = database.prepare('DELETE FROM plans WHERE id = ?');
  const uploads = database.prepare(uploadsNeeded);

  const writeChange = (id: string, change: JournalEntryChange) => {
    for (const [step, manifests] of change.kept ?? [])
      if (manifests.length === 0) dropKept.run(id, step);
      else setKept.run(id, step, formatKept(manifests));
    for (const [step, { state, reason, code, bytes }] of change.steps ?? []) {
      setStep.run(id, step, state, reason ?? null, code ?? null, bytes ?? null);
      if (state === 'done' || state === 'skipped') dropKept.run(id, step);
    }
    const { standing } = change;
    if (standing !== undefined)
      update.run(standing.state, standing.reason ?? null, standing.code ?? null, id);
  };

  return {
    add: async (owner, made) => {
      const { id, action, title, created, expires } = made;
      forget();
      insert.run(id, owner, action, title, created, expires, JSON.stringify(made), 'planned');
      isSame();
    },
    find: async (id) => {
      const row = plan.get(id);
      if (row === undefined) return undefined;
      return { owner: String(row.owner), record: toPlanRecord(row, toSteps(steps.all(id))) };
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
      inTransaction(database, () => writeChange(id, change));
      // Asked afterwards: what was written to a file that is no longer in the folder is lost with the process.
      isSame();
    },
    kept: async (id) =>
      new Map(kept.all(id).map((row) => [String(row.step), parseKept(String(row.manifests))])),
    uploadsInUse: async () => new Set(uploads.all().map(({ upload }) => String(upload))),
    remove: async (id) => void drop.run(id),
    close: async () => database.close(),
  };
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
 * Forgets plans that were not begun, a while after they have expired so that who comes late is told so, and records that
 * are old; of both, the oldest beyond a number. What runs is kept.
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
    old.run(ago(recordKeptDays * dayMs));
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
