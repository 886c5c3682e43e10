import { getServices } from '#lib/server/platform/services';

/** The address that people and programs open a path of this Orrery by. */
export function publicAddress(path: string): string {
  const { shared, port } = getServices().settings;
  return `${shared?.origin ?? `http://localhost:${port}`}${path}`;
}
