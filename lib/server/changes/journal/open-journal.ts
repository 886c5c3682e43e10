import type { DatabaseSync } from 'node:sqlite';
import { interrupted } from '#lib/server/changes/journal/interrupted';
import type { Journal } from '#lib/server/changes/journal/journal';
import { inTransaction, openDatabase } from '#lib/server/changes/journal/open-database';
import { toRecord, toSteps, toSummary } from '#lib/server/changes/journal/rows';
import { limits } from '#lib/server/limits';
import { recordKeptDays } from '#lib/transfer/record';

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
  const insert = database.prepare('INSERT INTO plans VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL)');
  const update = database.prepare('UPDATE plans SET state = ?, reason = ?, code = ? WHERE id = ?');
  const setStep = database.prepare('INSERT OR REPLACE INTO steps VALUES (?, ?, ?, ?, ?, ?)');
  const plan = database.prepare('SELECT owner, plan, state, reason, code FROM plans WHERE id = ?');
  const steps = database.prepare('SELECT step, state, reason, code, bytes FROM steps WHERE plan = ?');
  const drop = database.prepare('DELETE FROM plans WHERE id = ?');
  return {
    add: (owner, made) => {
      const { id, action, title, created, expires } = made;
      forget();
      insert.run(id, owner, action, title, created, expires, JSON.stringify(made), 'planned');
    },
    find: (id) => {
      const row = plan.get(id);
      if (row === undefined) return undefined;
      return { owner: String(row.owner), record: toRecord(row, toSteps(steps.all(id))) };
    },
    recent: (owners, max) =>
      database
        .prepare(
          `SELECT id, action, title, created, state FROM plans
           WHERE owner IN (${owners.map(() => '?')}) ORDER BY place DESC LIMIT ?`,
        )
        .all(...owners, max)
        .map(toSummary),
    write: (id, changed, standing) =>
      inTransaction(database, () => {
        for (const [step, { state, reason, code, bytes }] of changed)
          setStep.run(id, step, state, reason ?? null, code ?? null, bytes ?? null);
        if (standing !== undefined)
          update.run(standing.state, standing.reason ?? null, standing.code ?? null, id);
      }),
    remove: (id) => void drop.run(id),
    close: () => database.close(),
  };
}

function recover(database: DatabaseSync): void {
  const { state, reason, code } = interrupted;
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
) STRICT, WITHOUT ROWID`;
