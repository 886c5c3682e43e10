type Contract = typeof import('#lib/api/changes/plan-contract') &
  typeof import('#lib/api/changes/plan-list-contract');

/** A schema of what is answered about plans, loaded while the answer is awaited: see `loadSchema`. */
export async function loadPlanSchema<Name extends keyof Contract>(name: Name): Promise<Contract[Name]> {
  const [plan, list] = await Promise.all([
    import('#lib/api/changes/plan-contract'),
    import('#lib/api/changes/plan-list-contract'),
  ]);
  const contract: Contract = { ...plan, ...list };
  return contract[name];
}
