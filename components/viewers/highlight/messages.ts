import type { Language } from './language-of.ts';

/** The role of a piece of a line; anything else is plain. */
export type Role = 'plain' | 'comment' | 'keyword' | 'string' | 'constant' | 'name';

/** A piece of a line: how many characters, and what they are. */
export type Piece = readonly [length: number, role: Role];

export type HighlightRequest = { readonly language: Language; readonly text: string };
export type HighlightAnswer = { readonly lines: readonly (readonly Piece[])[] };
