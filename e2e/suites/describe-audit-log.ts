import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AuditFilter } from '#lib/server/plans/audit/audit-filter';
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

    test('finds what a filter names, the newest first, a part at a time', async () => {
      await log.append([
        { ...auditEvent('a'), owner: 'person-1', actor: 'Zo\u00eb@acme.example as robot' },
        { ...auditEvent('b'), verb: 'run', result: 'failed:unauthorized', owner: 'person-2' },
        { ...auditEvent('c'), repository: 'Other/base', result: 'failed' },
      ]);
      const [{ time: first = '' } = {}, , { time: last = '' } = {}] = await place.rows();
      const after = new Date(Date.parse(last) + 1).toISOString();
      const cases: readonly (readonly [AuditFilter, string])[] = [
        [{}, 'cba'],
        [{ person: 'zo\u00cb@' }, 'a'],
        [{ owner: 'person-2' }, 'b'],
        [{ owner: 'person' }, ''],
        [{ verb: 'run' }, 'b'],
        [{ outcome: 'failed' }, 'cb'],
        [{ outcome: 'fail' }, ''],
        [{ repository: '5000/acme' }, 'ba'],
        [{ repository: 'other/' }, 'c'],
        [{ repository: '%' }, ''],
        [{ from: first, until: after }, 'cba'],
        [{ until: first }, ''],
        [{ from: after.replace('Z', '+00:00') }, ''],
      ];
      for (const [filter, expected] of cases) {
        const rows = await log.find(filter, { max: 9 });
        expect(rows.map(({ target }) => target).join(''), JSON.stringify(filter)).toBe(expected);
        expect(await log.count(filter, 9)).toBe(expected.length);
      }
      const [newest, next] = await log.find({}, { max: 2 });
      expect([newest, next]).toEqual((await place.rows()).slice(1).toReversed());
      expect(await log.find({}, { max: 2, before: next?.row })).toMatchObject([{ target: 'a' }]);
      expect(await log.count({}, 2)).toBe(2);
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
