import type { JsonOf } from '#lib/api/routes/route-types';
import { evidenceHeadings } from './evidence-share.ts';

/** What became different of an artifact, in a few words: `Signature: valid, now none`. */
export function changeLine(change: JsonOf<'GET /api/changes'>['rows'][number]): string {
  if (change.what === 'critical')
    return `${change.before.toLocaleString('en')} critical open, now ${change.after.toLocaleString('en')}`;
  return `${evidenceHeadings[change.what]}: ${change.before}, now ${change.after}`;
}
