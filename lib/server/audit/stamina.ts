/** Counts failures in a row in each repository, so that one that is gone or closed is not asked ten thousand times. */
export type Stamina = {
  readonly succeed: (repository: string) => void;
  readonly fail: (repository: string) => void;
  /** Whether nothing more is asked there. */
  readonly isSpent: (repository: string) => boolean;
};

/** What is said of all that was not asked. */
export const notAsked = 'Not requested: the registry failed too often.';

/** Stamina for so many failures in a row. */
export function createStamina(failuresMax: number): Stamina {
  const failures = new Map<string, number>();
  return {
    succeed: (repository) => {
      failures.delete(repository);
    },
    fail: (repository) => {
      failures.set(repository, (failures.get(repository) ?? 0) + 1);
    },
    isSpent: (repository) => (failures.get(repository) ?? 0) >= failuresMax,
  };
}
