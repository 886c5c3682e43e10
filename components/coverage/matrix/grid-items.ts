import { artifactKey, repositoryOf } from '#components/coverage/stream/merge-rows.ts';
import type { AuditPlatform, AuditRow } from '#lib/audit/audit';

/** One line of the matrix. */
export type GridItem =
  | {
      readonly type: 'group';
      readonly key: string;
      readonly repository: string;
      readonly rows: readonly AuditRow[];
    }
  | { readonly type: 'row'; readonly key: string; readonly row: AuditRow; readonly isOpen: boolean }
  | {
      readonly type: 'platform';
      readonly key: string;
      readonly row: AuditRow;
      readonly platform: AuditPlatform;
      /** The key of its artifact. */
      readonly parent: string;
    };

/**
 * The lines of the matrix: artifacts with the platforms of those that are open below them; where several repositories are
 * shown, each under its name, in the order of the first artifact of each.
 */
export function gridItems(
  rows: readonly AuditRow[],
  { open, isGrouped }: { readonly open: ReadonlySet<string>; readonly isGrouped: boolean },
): readonly GridItem[] {
  if (!isGrouped) return rows.flatMap((row) => itemsOf(row, open));
  const groups = Map.groupBy(rows, ({ reference }) => repositoryOf(reference));
  return [...groups].flatMap(([repository, own]): readonly GridItem[] => [
    { type: 'group', key: `/${repository}`, repository, rows: own },
    ...own.flatMap((row) => itemsOf(row, open)),
  ]);
}

function itemsOf(row: AuditRow, open: ReadonlySet<string>): readonly GridItem[] {
  const key = artifactKey(row);
  const isOpen = open.has(key) && row.platforms.length > 0;
  const item: GridItem = { type: 'row', key, row, isOpen };
  if (!isOpen) return [item];
  const platforms = row.platforms.map(
    (platform, at): GridItem => ({ type: 'platform', key: `${key} ${at}`, row, platform, parent: key }),
  );
  return [item, ...platforms];
}
