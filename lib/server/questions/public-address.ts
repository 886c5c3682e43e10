import { getServices } from '#lib/server/platform/services';

/**
 * The address that people and programs open a path of this Orrery by: in a team its public one. On one's own machine it
 * is the one that was asked, and where nobody asks `localhost`.
 */
export function publicAddress(path: string, asked?: URL): string {
  const { shared, port } = getServices().settings;
  return `${shared?.origin ?? asked?.origin ?? `http://localhost:${port}`}${path}`;
}
