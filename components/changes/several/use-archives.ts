import { useState } from 'react';
import { download } from '#components/ui/download.ts';
import { problemOf } from '#components/ui/problem-of.ts';
import { askArchive } from '#lib/api/changes/ask-archive';
import { apiPaths } from '#lib/api/routes/api-path';

/** Archives of several artifacts, each a download of its own; one that cannot be had is named. */
export function useArchives() {
  const [said, setSaid] = useState('');
  const [isBusy, setBusy] = useState(false);
  const start = async (references: readonly string[]) => {
    setBusy(true);
    const refused: string[] = [];
    for (const [at, reference] of references.entries()) {
      setSaid(`Archive ${at + 1} of ${references.length} is being asked for`);
      const path = apiPaths.archive(reference);
      try {
        await askArchive(path);
        download(path);
      } catch (error) {
        refused.push(`${reference}: ${problemOf(error).title}`);
      }
    }
    setBusy(false);
    const given = references.length - refused.length;
    setSaid([`${given} given to your browser's downloads`, ...refused].join(' · '));
  };
  return { said, isBusy, start: (references: readonly string[]) => void start(references) };
}
