import { listen } from '#e2e/fakes/listen';

/** A registry whose token server has another host name, and what was shown to that server. */
export type TokenRegistry = AsyncDisposable & {
  readonly host: string;
  /** Origin of the token server. */
  readonly tokenServer: string;
  /** The `Authorization` of each request to the token server. */
  readonly authorizations: readonly (string | undefined)[];
};

/**
 * Starts both on free ports of the loopback; one user has a token that opens every repository. Strangers get none, or with
 * `strangers` one that opens `/v2/` alone.
 */
export async function startTokenRegistry(
  username: string,
  password: string,
  { strangers = false } = {},
): Promise<TokenRegistry> {
  const authorizations: (string | undefined)[] = [];
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const tokens = await listen((request, response) => {
    const { authorization } = request.headers;
    authorizations.push(authorization);
    const token =
      authorization === expected ? 'whole' : strangers && authorization === undefined ? 'base' : '';
    response.writeHead(token === '' ? 401 : 200, { 'content-type': 'application/json' });
    response.end(token === '' ? '{}' : JSON.stringify({ token }));
  });
  const registry = await listen(
    (request, response) => {
      const { authorization } = request.headers;
      const opens =
        authorization === 'Bearer whole' || (authorization === 'Bearer base' && request.url === '/v2/');
      const challenge = `Bearer realm="${tokens.origin}/token",service="test"`;
      response.writeHead(opens ? 200 : 401, {
        'content-type': 'application/json',
        ...(opens ? {} : { 'www-authenticate': challenge }),
      });
      response.end(JSON.stringify(opens ? { name: 'team/app', tags: ['1.0'] } : { errors: [] }));
    },
    { hostname: 'localhost' },
  );
  return {
    host: registry.host,
    tokenServer: tokens.origin,
    authorizations,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([registry.stop(), tokens.stop()]);
    },
  };
}
