/**
 * The one object of this name in the process, made by the first that asks for it.
 *
 * Our own server and Next's route handlers run in one process, but Next bundles its modules apart: a module that both
 * sides import exists twice, and so does every variable in it. State that both sides need must come from here. State of
 * the route handlers alone may stand in a module: all their bundles share one module cache.
 */
export function processGlobal<Value extends object>(name: string, create: () => Value): Value {
  const key = Symbol.for(`orrery.${name}`);
  const known: Value | undefined = Reflect.get(globalThis, key);
  if (known !== undefined) return known;
  const created = create();
  Reflect.set(globalThis, key, created);
  return created;
}
