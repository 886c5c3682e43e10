import { randomUUID } from 'node:crypto';
import { savedAuditSchema } from '#lib/api/contract/saved-audit-contract';
import { parseJson } from '#lib/oci/parse-json';
import { getLog } from '#lib/server/platform/log';
import { problemError } from '#lib/server/platform/problem-error';
import { packAudit, unpackAudit } from './audit-file.ts';
import type { AuditStore } from './audit-store.ts';
import { savedAuditLimits } from './limits.ts';
import type { SavedAudits } from './saved-audits.ts';
import { savedSummary, unknownAudit } from './saved-audits.ts';

/** The saved audits of a team, each of its own person alone. `now` is the clock of the store, since 1970. */
export function openSharedAudits(store: AuditStore, now: () => number): SavedAudits {
  return {
    save: async (owner, audit) => {
      const saved = savedSummary(randomUUID(), new Date(now()), audit);
      const content = await packAudit(saved, audit);
      const { id, scope } = saved;
      const stored = { id, scope, saved: saved.saved, head: JSON.stringify(saved), content };
      const { auditsMax, personMaxBytes } = savedAuditLimits;
      if (await store.add(owner, stored, { auditsMax, bytesMax: personMaxBytes })) return saved;
      throw problemError('audits-limited', 'You have saved as many audits as there is room for.');
    },
    list: async (owner, scope) => {
      const heads = await store.list(owner, scope);
      return { audits: heads.map((head) => savedAuditSchema.parse(parseJson(head))), problems: [] };
    },
    find: async (owner, id) => {
      const content = await store.find(owner, id);
      if (content === undefined) throw unknownAudit();
      return await unpackAudit(content).catch((err: unknown) => {
        getLog().warn({ err, id }, 'a saved audit is damaged');
        throw problemError('audit-damaged', `The saved audit ${id} is damaged.`, {
          hint: 'Delete it, or restore the database from a backup.',
        });
      });
    },
    remove: async (owner, id) => {
      if (!(await store.remove(owner, id))) throw unknownAudit();
    },
  };
}
