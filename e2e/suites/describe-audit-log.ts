import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditLog } from '#lib/server/plans/audit/audit-log';
import type { AuditLogEvent, AuditLogRow } from '#lib/server/plans/audit/audit-row';
import { firstHash, hashRow } from '#lib/server/plans/audit/audit-row';

/** One place where an audit log is kept: what was closed is opened again as it was left. */
export type AuditPlace = {
  readonly open: () => Promise<AuditLog>;
  /** All rows that are on the disk now, from the first. */
  readonly rows: () => Promise<readonly AuditLogRow[]>;
  readonly remove: () => Promise<void>;
};

/** An event about this target. */
export function auditEvent(target: string): AuditLogEvent {
  return {
    requestId: 'r',
    actor: 'ada',
    registry: 'localhost:5000',
    repository: 'acme/app',
    action: 'delete',
    verb: 'untag',
    target,
    digests: [],
    plan: 'p',
    result: 'done',
  };
}

/** What every implementation of the audit log does. */
export function describeAuditLog(name: string, makePlace: () => Promise<AuditPlace>): void {
  describe(`an audit log ${name}`, () => {
    let place: AuditPlace;
    let log: AuditLog;
    beforeEach(async () => {
      place = await makePlace();
      log = await place.open();
    });
    afterEach(async () => {
      await log.close();
      await place.remove();
    });
    const targets = async () => (await place.rows()).map(({ target }) => target);

    test('has the rows on the disk when it resolves', async () => {
      await log.append([auditEvent('a'), auditEvent('b')]);
      expect(await targets()).toEqual(['a', 'b']);
      await log.append([]);
      expect(await targets()).toEqual(['a', 'b']);
    });

    test('is one chain, whoever opens it and however many write at once', async () => {
      await log.append([auditEvent('a')]);
      await log.close();
      log = await place.open();
      await Promise.all(['b', 'c', 'd'].map((target) => log.append([auditEvent(target)])));
      expect(await targets()).toEqual(['a', 'b', 'c', 'd']);
      let hash = firstHash;
      for (const [index, row] of (await place.rows()).entries()) {
        expect(row.row).toBe(index + 1);
        expect(row.hash).toBe(hashRow(hash, row));
        hash = row.hash;
      }
    });

    test('verifies itself, also while rows are added', async () => {
      expect(await log.verify()).toEqual({ isWhole: true, rows: 0 });
      await log.append([auditEvent('a'), auditEvent('b')]);
      const [verdict] = await Promise.all([log.verify(), log.append([auditEvent('c')])]);
      expect(verdict.isWhole).toBe(true);
      expect(await log.verify()).toEqual({ isWhole: true, rows: 3 });
    });

    test('takes all rows of a call or none, and stays a chain', async () => {
      await log.append([auditEvent('a')]);
      const circular: { self?: unknown } = {};
      circular.self = circular;
      const broken = [auditEvent('b'), Object.assign(auditEvent('c'), circular)];
      await expect(log.append(broken)).rejects.toThrow();
      await log.append([auditEvent('d')]);
      expect(await targets()).toEqual(['a', 'd']);
    });
  });
}
