/** What replicas share: the last migration of the schema, and the processes that work on it. Times are milliseconds since 1970. */
export type DatabaseState = {
  readonly schema: number;
  readonly replicas: readonly {
    readonly id: string;
    readonly startedAt: number;
    readonly seenAt: number;
    readonly isAlive: boolean;
    readonly isOwn: boolean;
  }[];
};
