type Contract = typeof import('./plan-contract.ts') & typeof import('./plan-contract.ts');

/** A schema of what is answered about plans, loaded while the answer is awaited: see `loadSchema`. */
export async function loadPlanSchema<Name extends keyof Contract>(name: Name): Promise<Contract[Name]> {
  const [plan, list] = await Promise.all([import('./plan-contract.ts'), import('./plan-contract.ts')]);
  const contract: Contract = { ...plan, ...list };
  return contract[name];
}
