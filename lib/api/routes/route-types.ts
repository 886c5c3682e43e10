import type { z } from 'zod/mini';
import type { Frozen } from '#lib/api/contract/same';
import type { routes } from './routes.ts';

type Routes = typeof routes;

/** The key of a route: `GET /api/graph`. */
export type RouteName = keyof Routes;

/** The paths of our interface, with `{id}` where one is filled in. */
export type ApiPath = RouteName extends infer Name
  ? Name extends `${string} ${infer Path}`
    ? Path
    : never
  : never;

/** The parameters of the address of a route, once they are checked. */
export type QueryOf<Name extends RouteName> =
  z.infer<Routes[Name]['query']> extends Record<string, never>
    ? Record<never, never>
    : z.infer<Routes[Name]['query']>;

/** What a client gives for the address of a path: what is in the path and what follows it. */
export type ParametersOf<Path extends ApiPath> = InPath<Path> & QueryOf<NameAt<Path>>;

/** The JSON document that a route takes; never where it takes none. */
export type BodyOf<Name extends RouteName> = InferOf<Routes[Name]['body']>;

/** The JSON document that a route answers; never where it answers none. */
export type JsonOf<Name extends RouteName> = InferOf<Routes[Name]['json']>;

/** The same as a server may hand it over: nothing in it is changed. */
export type FrozenJsonOf<Name extends RouteName> = Frozen<JsonOf<Name>>;

/** The routes that answer a JSON document. */
export type JsonRouteName = { [Name in RouteName]: JsonOf<Name> extends never ? never : Name }[RouteName];

/** The routes that take a JSON document. */
export type BodyRouteName = { [Name in RouteName]: BodyOf<Name> extends never ? never : Name }[RouteName];

/** The path of a route. */
export type PathOf<Name extends RouteName> = Name extends `${string} ${infer Path extends ApiPath}`
  ? Path
  : never;

type NameAt<Path extends ApiPath> = Extract<RouteName, `${string} ${Path}`>;
type InferOf<Schema> = Schema extends z.ZodMiniType<infer Output> ? Output : never;
type InPath<Path extends string> = Path extends `${string}{id}${string}` ? { readonly id: string } : unknown;
