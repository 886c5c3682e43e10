import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PrometheusMetrics } from './prometheus-metrics.ts';

/**
 * Answers `GET /metrics` and nothing else. On a machine of one's own only by its own names (`hosts`), so that no page
 * of the web reads it under a name of its own; a scraper of a team asks by the address of the machine.
 */
export function metricsListener(
  { text, contentType }: Pick<PrometheusMetrics, 'text' | 'contentType'>,
  hosts: readonly string[] | undefined,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async ({ method, url, headers }, outgoing) => {
    const isNamed = hosts === undefined || hosts.includes((headers.host ?? '').toLowerCase());
    if (!isNamed) return answer(outgoing, 421, 'This port answers only to its own name.\n');
    if (url !== '/metrics') return answer(outgoing, 404, 'Metrics are at /metrics.\n');
    if (method !== 'GET') return answer(outgoing, 405, 'Metrics are read by GET.\n', { allow: 'GET' });
    try {
      answer(outgoing, 200, await text(), { 'content-type': contentType });
    } catch {
      answer(outgoing, 500, 'The metrics could not be read.\n');
    }
  };
}

function answer(
  outgoing: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  outgoing.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  outgoing.end(body);
}
