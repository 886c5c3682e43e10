import { afterEach, expect, test } from 'vitest';
import { RegistryError } from '#lib/registry/registry-error';
import { getMetrics, provideMetrics } from '#lib/server/platform/metrics';
import { countedScan } from './counted-scan.ts';

const uncounted = getMetrics();
afterEach(() => provideMetrics(uncounted));

test('what scans ask is counted by what came of it', async () => {
  const counted: string[] = [];
  provideMetrics({
    ...uncounted,
    countScanRequest: (registry, outcome) => void counted.push(`${registry} ${outcome}`),
  });
  const url = new URL('https://a.io/v2/');
  const request = { method: 'GET', purpose: 'registry', onBehalfOf: url.origin } as const;
  await countedScan(async () => new Response('{}', { status: 404 }), 'a.io')(url, request);
  const away = new RegistryError('timeout', 'a.io', 'It does not answer.');
  await expect(countedScan(() => Promise.reject(away), 'a.io')(url, request)).rejects.toBe(away);
  expect(counted).toEqual(['a.io 404', 'a.io timeout']);
});
