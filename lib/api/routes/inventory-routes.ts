import * as z from 'zod/mini';
import {
  estimateSchema,
  hookRequestSchema,
  hooksSchema,
  inventoryActionSchema,
  inventoryStateSchema,
  madeHookSchema,
  scanRequestSchema,
  scanSchema,
  startedScanSchema,
} from '#lib/api/contract/inventory-contract';
import { defineRoute } from './define-route.ts';

const scope = {
  host: z.string('is missing; write a registry such as ghcr.io or localhost:5000.'),
  /** Only this repository of the registry. */
  repository: z.optional(z.string()),
};

/** The routes about what Orrery keeps of whole registries. */
export const inventoryRoutes = {
  'GET /api/inventory': defineRoute({
    summary: 'Tell what is known of a registry or repository, and what is under way there',
    query: scope,
    json: inventoryStateSchema,
  }),
  'POST /api/inventory': defineRoute({
    summary: 'Pause the scans of a registry, go on with them, or try again what failed',
    body: inventoryActionSchema,
    json: inventoryStateSchema,
  }),
  'DELETE /api/inventory': defineRoute({
    summary: 'Forget a registry, or one repository of it, and end its scans',
    query: scope,
  }),
  'GET /api/inventory/estimate': defineRoute({
    summary: 'Estimate what a scan costs in requests',
    query: scope,
    json: estimateSchema,
  }),
  'POST /api/inventory/scans': defineRoute({
    summary: 'Scan a registry or a repository, so that questions about it are answered at once',
    body: scanRequestSchema,
    status: 202,
    json: startedScanSchema,
  }),
  'GET /api/inventory/scans/{id}': defineRoute({
    summary: 'Follow a scan',
    lines: scanSchema,
    json: scanSchema,
  }),
  'DELETE /api/inventory/scans/{id}': defineRoute({
    summary: 'Take back what is left of a scan; what was learned stays',
  }),
  'POST /api/hooks/{id}': defineRoute({
    summary: 'Take a notification of the registry named in the path, with its token',
    body: 'bytes',
    status: 202,
  }),
  'GET /api/admin/hooks': defineRoute({
    summary: 'List the registries that may notify this Orrery',
    json: hooksSchema,
  }),
  'PUT /api/admin/hooks': defineRoute({
    summary: 'Let a registry notify this Orrery; the answer holds its token, once',
    body: hookRequestSchema,
    json: madeHookSchema,
  }),
  'DELETE /api/admin/hooks': defineRoute({
    summary: 'Take no notification of a registry any more',
    query: { host: scope.host },
  }),
} as const;
