import { startDistribution, startOlareg, startZot } from '#e2e/registries/real-registries';
import { needs } from '#e2e/tools/needs';
import type { ToolName } from '#e2e/tools/pins';
import type { Workbench } from '#e2e/tools/workbench';
import { makeWorkbench } from '#e2e/tools/workbench';

/** A registry that changes are tried on, under the name that stands in the title of a story. */
type Place = { readonly name: string; readonly host: string };

type Starting = { readonly name: string; readonly tool: ToolName; readonly start: () => Promise<Running> };
type Running = { readonly host: string; readonly stop: () => Promise<void> };

/** The registries of others; our own one is there in any case. */
const others: readonly Starting[] = [
  { name: 'zot', tool: 'zot', start: startZot },
  { name: 'olareg', tool: 'olareg', start: () => startOlareg({ referrers: true }) },
  {
    name: 'olareg without the referrers API',
    tool: 'olareg',
    start: () => startOlareg({ referrers: false }),
  },
  { name: 'distribution 3', tool: 'distribution', start: () => startDistribution() },
];

/** All that stories are told on. */
export const placeNames = ['the registry inside', ...others.map(({ name }) => name)] as const;

export type Places = {
  readonly bench: Workbench;
  /** Skips the story, loudly, where the registry or a client is not to be had. */
  readonly at: (name: string) => Promise<Place>;
  readonly stop: () => Promise<void>;
};

/** Starts registries as stories ask for them, each once for all stories of a file. */
export function openPlaces(ownHost: string): Places {
  const bench = makeWorkbench();
  const running = new Map<string, Promise<Running>>();
  return {
    bench,
    at: async (name) => {
      const starting = others.find((other) => other.name === name);
      await needs('oras', 'crane', ...(starting === undefined ? [] : [starting.tool]));
      if (starting === undefined) return { name, host: ownHost };
      const started = running.get(name) ?? starting.start();
      running.set(name, started);
      return { name, host: (await started).host };
    },
    stop: async () => {
      for (const started of running.values()) await (await started).stop();
      bench.remove();
    },
  };
}
