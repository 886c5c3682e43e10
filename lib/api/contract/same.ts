/** A type in which every field and list is readonly, so that two spellings of one shape compare as equal. */
export type Frozen<T> = T extends string | number | boolean | null | undefined
  ? T
  : { readonly [Name in keyof T]: Frozen<T[Name]> };

/**
 * True where two types describe the same JSON, else false. `true satisfies Same<A, B>` fails to compile when one has a
 * field that the other lacks, also an optional one: assigning one to the other would not notice that.
 */
export type Same<A, B> =
  (<T>() => T extends Frozen<A> ? 1 : 2) extends <T>() => T extends Frozen<B> ? 1 : 2 ? true : false;
