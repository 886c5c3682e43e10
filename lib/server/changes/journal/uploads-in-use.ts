import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/**
 * The ids of uploads that plans still need: of those that can be run, or run again. Whoever clears uploads away leaves
 * these; `path` is that of the journal.
 */
export function uploadsInUse(path: string): ReadonlySet<string> {
  if (!existsSync(path)) return new Set();
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return new Set(
      database
        .prepare(needed)
        .all()
        .map(({ upload }) => String(upload)),
    );
  } finally {
    database.close();
  }
}

// Wherever a plan names one: its files, the archive to import, or an uploaded layout that steps copy from.
const needed = `SELECT DISTINCT CASE tree.key WHEN 'registry' THEN substr(tree.value, 12) ELSE tree.value END AS upload
  FROM plans, json_tree(plans.plan) AS tree
  WHERE plans.state NOT IN ('done', 'stopped') AND tree.type = 'text'
  AND (tree.key = 'upload' OR (tree.key = 'registry' AND tree.value LIKE 'oci:upload/%'))`;
