import * as z from 'zod/mini';

type Shape = Readonly<Record<string, z.ZodMiniType>>;
type Schema = z.ZodMiniType;

/** A parameter that is `1` or not there. */
export const flag = z.optional(z.enum(['1'], 'can only be 1.'));

/** How a route is declared: what it takes and what it answers. What is left out it does not have. */
type Declaration<Query extends Shape, Body, Json, Lines> = {
  /** A few words for the description of the interface. */
  readonly summary: string;
  /** Parameters of the address. One that is not named here is refused, because a misspelt filter filters nothing. */
  readonly query?: Query;
  /** The JSON document of the request, or `bytes` for any file. */
  readonly body?: Body;
  /** The status of success: 200, or 202 where the work goes on behind the answer, or 204 where nothing is answered, or 303 where the browser is led on. */
  readonly status?: 200 | 201 | 202 | 204 | 303;
  /** The JSON document of the answer. */
  readonly json?: Json;
  /** Each line of the answer, as NDJSON. */
  readonly lines?: Lines;
  /** The media type of an answer of bytes, which may be a range. */
  readonly bytes?: string;
};

/** One route of our HTTP interface: the server reads requests with it, the client answers, OpenAPI both. */
export type ApiRoute<
  Query extends Shape = Shape,
  Body extends Schema | 'bytes' | undefined = Schema | 'bytes' | undefined,
  Json extends Schema | undefined = Schema | undefined,
  Lines extends Schema | undefined = Schema | undefined,
> = {
  readonly summary: string;
  readonly query: z.ZodMiniObject<Query, z.core.$strict>;
  readonly body: Body;
  readonly status: 200 | 201 | 202 | 204 | 303;
  readonly json: Json;
  readonly lines: Lines;
  readonly bytes: string | undefined;
};

/** A route from its declaration; its method and path are its key in the table of routes. */
export function defineRoute<
  Query extends Shape = Record<never, never>,
  Body extends Schema | 'bytes' | undefined = undefined,
  Json extends Schema | undefined = undefined,
  Lines extends Schema | undefined = undefined,
>(route: Declaration<Query, Body, Json, Lines>): ApiRoute<Query, Body, Json, Lines>;
export function defineRoute(
  route: Declaration<Shape, Schema | 'bytes' | undefined, Schema | undefined, Schema | undefined>,
): ApiRoute {
  const { query = {}, bytes, body, json, lines } = route;
  const isEmpty = bytes === undefined && json === undefined && lines === undefined;
  const status = route.status ?? (isEmpty ? 204 : 200);
  return { summary: route.summary, query: z.strictObject(query), body, status, json, lines, bytes };
}
