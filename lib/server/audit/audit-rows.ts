import type { AuditRow } from '#lib/audit/audit';
import type { ListedArtifact } from './list-artifacts.ts';

/** The rows of an audit while it runs: tags of one digest in one repository are one row, whenever they are resolved. */
export type AuditRows = {
  /** So many more tags are going to be resolved. */
  readonly expect: (count: number) => void;
  /** Takes what was resolved; false when its digest is known, so that nobody needs to look at it again. */
  readonly add: (artifact: ListedArtifact) => boolean;
  /** Takes the row of an artifact that was added. */
  readonly finish: (artifact: ListedArtifact, row: AuditRow) => void;
  /** Sends the rows again that have more tags than when they were sent. */
  readonly settle: () => void;
  /** Rows that are done, and how many there are: a tag that was not resolved yet counts as one. */
  readonly progress: () => { readonly done: number; readonly known: number };
  /** All that are done. */
  readonly all: () => readonly AuditRow[];
};

/** `sent`: with how many tags its row was sent. */
type Group = { readonly tags: string[]; row?: AuditRow; sent: number | undefined };

/** No rows yet; `send` gets each when it is known, and again with more tags under the same reference. */
export function createAuditRows(send: (row: AuditRow) => void): AuditRows {
  const groups = new Map<string, Group>();
  let unresolved = 0;
  let done = 0;
  const sendAgain = (group: Group) => {
    if (group.row === undefined || group.sent === group.tags.length) return;
    group.row = { ...group.row, tags: [...group.tags] };
    group.sent = group.tags.length;
    send(group.row);
  };
  return {
    expect: (count) => {
      unresolved += count;
    },
    add: (artifact) => {
      unresolved -= 1;
      const key = keyOf(artifact);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, { tags: [...artifact.tags], sent: undefined });
        return true;
      }
      group.tags.push(...artifact.tags);
      // Not for each tag: of ten thousand that name one digest, each row would hold all before it.
      if (group.tags.length >= (group.sent ?? 0) * growth) sendAgain(group);
      return false;
    },
    finish: (artifact, row) => {
      const group = groups.get(keyOf(artifact));
      if (group === undefined) throw new Error('A row of an artifact that was not added.');
      done += 1;
      group.row = row;
      sendAgain(group);
    },
    settle: () => {
      for (const group of groups.values()) sendAgain(group);
    },
    progress: () => ({ done, known: groups.size + unresolved }),
    all: () => [...groups.values()].flatMap(({ row }) => row ?? []),
  };
}

/** A row is sent again when it has so many times as many tags. */
const growth = 1.25;

function keyOf({ repository, digest, tags }: ListedArtifact): string {
  return digest === undefined ? `${repository}:${tags.join()}` : `${repository}@${digest}`;
}
