import type { DocumentStore } from './document-store.ts';

/** The questions that a reader answers, by the names of the store behind it. */
export type ReaderQuestion = keyof DocumentStore;

export type ArgumentOf<Name extends ReaderQuestion> = Parameters<DocumentStore[Name]>[0];
export type ResultOf<Name extends ReaderQuestion> = Awaited<ReturnType<DocumentStore[Name]>>;

/** A question on its way to the reader's thread. */
export type ReaderCall = {
  [Name in ReaderQuestion]: {
    readonly id: number;
    readonly name: Name;
    readonly argument: ArgumentOf<Name>;
  };
}[ReaderQuestion];

/** An answer on its way back; `failure` is a fault of ours, as text. */
export type ReaderAnswer = {
  readonly id: number;
  readonly result?: ResultOf<ReaderQuestion>;
  readonly failure?: string;
};

/** The result in an answer, which the store of our own thread has made: its type is that of the question. */
export function parseResult<Name extends ReaderQuestion>(_: Name, { result }: ReaderAnswer): ResultOf<Name> {
  return result as ResultOf<Name>;
}
