import type { IncomingMessage } from 'node:http';
import { pathOf } from './request-guard.ts';

// Spelt out: a path that a router reads differently must not pass for this one.
const keyed = /^\/api\/questions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\.atom)?$/;

/**
 * Whether a request reads a saved question with the key of it, as CI and readers of feeds do, which cannot sign in. The
 * route judges the key.
 */
export function isKeyed({ method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (!keyed.test(pathOf(url))) return false;
  return (URL.parse(url, 'http://localhost')?.searchParams.get('key') ?? '') !== '';
}
