import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SavedAudit } from '#lib/api/contract/saved-audit-contract';
import type { ProblemError } from '#lib/api/problems/problem-error';
import type { Audit } from '#lib/audit/audit';
import { makeFolder, writeAtomically } from '#lib/layout/files/atomic-write';
import { unlessMissing } from '#lib/layout/files/file-error';
import { diskFull, freeBytes } from '#lib/server/platform/free-space';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { packAudit, readAuditFile, readAuditHead } from './audit-file.ts';
import { savedAuditLimits } from './limits.ts';

/** An audit that was saved, whole. */
type SavedDocument = { readonly saved: SavedAudit; readonly audit: Audit };

/** Saved audits and those whose files are damaged, in sentences. */
type SavedList = { readonly audits: readonly SavedAudit[]; readonly problems: readonly string[] };

/**
 * Audits that were saved, each for the session that saved it; those of nobody's session are everybody's. Sessions end
 * with their process, and then what they saved is everybody's, as plans are.
 */
export type SavedAudits = {
  /** @throws ProblemError `audits-limited`, `disk-full` */
  readonly save: (owner: string, audit: Audit) => Promise<SavedAudit>;
  /** The newest first; of one scope where one is given. */
  readonly list: (owner: string, scope?: string) => Promise<SavedList>;
  /** @throws ProblemError `not-found`, also for what another session saved; `audit-damaged` */
  readonly find: (owner: string, id: string) => Promise<SavedDocument>;
  /** @throws ProblemError `not-found` */
  readonly remove: (owner: string, id: string) => Promise<void>;
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ending = '.audit';

/** The audits in a folder, which is made with the first of them. */
export function openSavedAudits(folder: string, now: () => number = Date.now): SavedAudits {
  const owners = new Map<string, string>();
  const isSeen = (owner: string, id: string) => ['', owner].includes(owners.get(id) ?? '');
  const pathOf = (owner: string, id: string) => {
    if (!uuid.test(id) || !isSeen(owner, id)) throw unknownAudit();
    return join(folder, `${id}${ending}`);
  };
  // One after the other, so that two cannot both take the last place.
  let saving: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(task: () => Promise<Value>): Promise<Value> => {
    const result = saving.then(task, task);
    saving = result.catch(() => undefined);
    return result;
  };

  return {
    save: (owner, audit) =>
      inTurn(async () => {
        const saved = savedSummary(randomUUID(), new Date(now()), audit);
        const content = await packAudit(saved, audit);
        await makeFolder(folder);
        await admit(folder, content.byteLength);
        owners.set(saved.id, owner);
        const path = join(folder, `${saved.id}${ending}`);
        await writeAtomically(`${path}.new`, path, content);
        return saved;
      }),
    list: async (owner, scope) => {
      const { audits, problems } = await readHeads(folder, (id) => isSeen(owner, id));
      const fitting = scope === undefined ? audits : audits.filter((saved) => saved.scope === scope);
      return { audits: fitting.toSorted(newestFirst), problems };
    },
    find: async (owner, id) => {
      const path = pathOf(owner, id);
      const found = await readAuditFile(path).catch((error: unknown) => {
        getLog().warn({ err: error, id }, 'a saved audit is damaged');
        throw problemError('audit-damaged', `The file ${id}${ending} of the data folder is damaged.`);
      });
      if (found === undefined) throw unknownAudit();
      return found;
    },
    remove: async (owner, id) => {
      const path = pathOf(owner, id);
      if ((await unlessMissing(stat(path))) === undefined) throw unknownAudit();
      await rm(path, { force: true });
      owners.delete(id);
    },
  };
}

/** What a list shows of an audit. */
export function savedSummary(
  id: string,
  saved: Date,
  { scope, asOf, complete, counts, policy }: Audit,
): SavedAudit {
  const { artifacts, pass, fail, unknown } = counts;
  return {
    ...{ id, saved: saved.toISOString(), scope, asOf, complete },
    counts: { artifacts, pass, fail, unknown },
    ...(policy === undefined ? {} : { policy: { name: policy.name, hash: policy.hash } }),
  };
}

async function readHeads(folder: string, isSeen: (id: string) => boolean): Promise<SavedList> {
  const audits: SavedAudit[] = [];
  const problems: string[] = [];
  for (const name of await fileNames(folder)) {
    const id = name.slice(0, -ending.length);
    if (!isSeen(id)) continue;
    try {
      const saved = await readAuditHead(join(folder, name));
      if (saved !== undefined) audits.push({ ...saved, id });
    } catch (error) {
      getLog().warn({ err: error, id }, 'a saved audit is damaged');
      if (problems.length < savedAuditLimits.problemsMax)
        problems.push(`The saved audit ${id} is damaged and is left out.`);
    }
  }
  return { audits, problems };
}

async function fileNames(folder: string): Promise<readonly string[]> {
  const names = (await unlessMissing(readdir(folder))) ?? [];
  return names.filter((name) => name.endsWith(ending) && uuid.test(name.slice(0, -ending.length)));
}

/** Refuses one more audit where there is no room for it; an older one is never removed for it. */
async function admit(folder: string, bytes: number): Promise<void> {
  const names = await fileNames(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  const taken = sizes.reduce((sum, size) => sum + size, 0);
  if (names.length >= savedAuditLimits.auditsMax || taken + bytes > savedAuditLimits.folderMaxBytes)
    throw problemError('audits-limited', `There are ${names.length} saved audits already.`);
  if ((await freeBytes(folder)) < bytes) throw diskFull();
}

function newestFirst(one: SavedAudit, other: SavedAudit): number {
  if (one.saved === other.saved) return 0;
  return one.saved < other.saved ? 1 : -1;
}

/** There is no such audit for this session; whether it is another's is not said. */
export function unknownAudit(): ProblemError {
  return problemError('not-found', 'There is no saved audit of this id.', {
    hint: 'GET /api/audits lists the saved audits.',
  });
}
