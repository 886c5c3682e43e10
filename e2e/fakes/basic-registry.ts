import { once } from 'node:events';
import { createServer } from 'node:http';

/** A registry on a free port of the loopback that knows one user and has one tag. */
export async function startBasicRegistry(
  username: string,
  password: string,
): Promise<AsyncDisposable & { readonly host: string }> {
  const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const server = createServer((request, response) => {
    if (request.headers.authorization !== wanted) {
      response.writeHead(401, {
        'www-authenticate': 'Basic realm="test"',
        'content-type': 'application/json',
      });
      response.end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'who?' }] }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name: 'team/app', tags: ['1.0'] }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    host: `127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
