import type { Listening } from '#e2e/fakes/listen';
import { listen } from '#e2e/fakes/listen';

/** A registry on a free port of the loopback that knows one user and has one tag. */
export function startBasicRegistry(username: string, password: string): Promise<Listening> {
  const expected = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return listen((request, response) => {
    if (request.headers.authorization !== expected) {
      response.writeHead(401, {
        'www-authenticate': 'Basic realm="test"',
        'content-type': 'application/json',
      });
      response.end(JSON.stringify({ errors: [{ code: 'UNAUTHORIZED', message: 'who?' }] }));
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ name: 'team/app', tags: ['1.0'] }));
  });
}
