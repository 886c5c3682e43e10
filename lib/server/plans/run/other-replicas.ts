import type { RunEvent } from '#lib/transfer/record';

/** The runs of this process, as the other replicas have to know them. */
export type LocalRuns = {
  readonly liveIds: () => readonly string[];
  readonly cancel: (id: string) => Promise<boolean>;
};

/** The runs of the other processes that share the journal with this one. */
export type OtherReplicas = {
  /** Whether a plan runs at another one now. */
  readonly isLive: (id: string) => Promise<boolean>;
  /** From the start: what every step of such a run has come to so far, then what happens, and its end. */
  readonly follow: (id: string) => AsyncGenerator<readonly RunEvent[]>;
  /** Ends such a run; resolves when it has ended. */
  readonly cancel: (id: string) => Promise<void>;
  /** Tells who follows a run elsewhere how many bytes its steps have moved; not each time, and never more slowly for it. */
  readonly tellProgress: (id: string, events: readonly RunEvent[]) => void;
  /** Called once: from then on the others can end the runs of this process, and a run that it lost is resumed. */
  readonly join: (runs: LocalRuns) => void;
};

/** On a machine of one's own there are none. */
export const noOtherReplicas: OtherReplicas = {
  isLive: async () => false,
  follow: async function* () {},
  cancel: async () => {},
  tellProgress: () => {},
  join: () => {},
};
