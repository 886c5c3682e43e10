/** A statement for the database process; without values it may be several. */
export type DatabaseCall = {
  readonly id: number;
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
};

/** What a statement gives. */
export type DatabaseResult = { readonly rows: unknown[]; readonly changed: number };

/** What comes back for a call; of the id 0 that the database is open, or why not. */
export type DatabaseAnswer = { readonly id: number } & (
  | { readonly result: DatabaseResult }
  | { readonly failure: { readonly message: string; readonly code: string | undefined } }
);
