type Contract = typeof import('./contract.ts');

/**
 * A schema of the contract. The library that checks answers weighs a fifth of what a page may load first, and nobody
 * needs it before an answer comes: it is loaded while that is awaited.
 */
export async function loadSchema<Name extends keyof Contract>(name: Name): Promise<Contract[Name]> {
  const contract = await import('./contract.ts');
  return contract[name];
}
