import type { Plan } from '#lib/transfer/plan';

/** The ids of the uploads that a plan names, wherever it does: its files, an archive, or an uploaded layout to copy from. */
export function uploadsOf(plan: Plan): readonly string[] {
  const found = new Set<string>();
  JSON.stringify(plan, (key, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (key === 'upload') found.add(value);
    if (key === 'registry' && value.startsWith(layoutPrefix)) found.add(value.slice(layoutPrefix.length));
    return value;
  });
  return [...found];
}

const layoutPrefix = 'oci:upload/';
