import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';

const failureSchema = z.object({
  /** Absent: the list of repositories of the registry. */
  repository: z.exactOptional(z.string()),
  digest: z.exactOptional(digestSchema),
  reason: z.string(),
  code: z.string(),
  /** RFC 3339. */
  at: z.string(),
  times: z.number(),
});

const knownSchema = z.object({
  repositories: z.number(),
  tags: z.number(),
  unresolvedTags: z.number(),
  subjects: z.number(),
  unseenSubjects: z.number(),
  unknownSubjects: z.number(),
  unreadDocuments: z.number(),
  failures: z.number(),
  /** RFC 3339: when the oldest fact was learned. */
  asOf: z.exactOptional(z.string()),
  notifiedAt: z.exactOptional(z.string()),
  pause: z.exactOptional(z.object({ until: z.string(), reason: z.string() })),
});

const jobsSchema = z.object({
  waiting: z.number(),
  active: z.number(),
  done: z.number(),
  doneLastMinute: z.number(),
  failed: z.number(),
});

/** `GET /api/inventory`: what is known of a registry or repository, and what is under way there. */
export const inventoryStateSchema = z.object({
  host: z.string(),
  repository: z.exactOptional(z.string()),
  /** Absent: nobody has scanned it. */
  known: z.exactOptional(knownSchema),
  jobs: jobsSchema,
  failures: z.array(failureSchema),
  /** The scan of exactly this registry or repository that is under way. */
  scan: z.exactOptional(z.object({ id: z.string(), startedAt: z.string() })),
  /** On one's own machine: when it looked last at what was due, and when it does so again while it runs. RFC 3339. */
  look: z.exactOptional(z.object({ lastAt: z.string(), nextAt: z.string() })),
  /** What a person has to know of it: a sentence. */
  notice: z.exactOptional(z.string()),
});

/** `GET /api/inventory/estimate`: what a scan is going to cost, about. */
export const estimateSchema = z.object({
  requests: z.number(),
  repositories: z.number(),
  tags: z.number(),
  seconds: z.exactOptional(z.number()),
  basis: z.string(),
});

/** `POST /api/inventory/scans`: a whole registry, or one repository of it. */
export const scanRequestSchema = z.strictObject({
  host: z.string('is missing; write a registry such as ghcr.io or localhost:5000.'),
  repository: z.exactOptional(z.string()),
});

/** `POST /api/inventory/scans`: the scan that has begun, or that was under way. */
export const startedScanSchema = z.object({ id: z.string() });

/** `GET /api/inventory/scans/<id>`: how a scan stands; as NDJSON each second until it is over. */
export const scanSchema = z.extend(inventoryStateSchema, {
  id: z.string(),
  /** RFC 3339. */
  startedAt: z.string(),
  state: z.enum(['running', 'paused', 'done', 'cancelled']),
  requests: z.number(),
  secondsLeft: z.exactOptional(z.number()),
});

/** `POST /api/inventory`: leaves a registry alone for a while, goes on, or tries again what failed. */
export const inventoryActionSchema = z.strictObject({
  host: z.string('is missing; write a registry such as ghcr.io or localhost:5000.'),
  action: z.enum(['pause', 'resume', 'retry'], 'can only be pause, resume or retry.'),
});

/** `GET /api/admin/hooks`: the registries that may notify this Orrery. */
export const hooksSchema = z.object({
  hooks: z.array(
    z.object({
      host: z.string(),
      /** Where the registry sends its notifications. */
      address: z.string(),
      changedBy: z.string(),
      changedAt: z.string(),
      /** When the last one came. */
      lastAt: z.exactOptional(z.string()),
      /** The last one that could not be read, and why. */
      unread: z.exactOptional(z.object({ at: z.string(), reason: z.string() })),
    }),
  ),
  /** What an admin has to know of the list: tokens were lost. */
  notice: z.exactOptional(z.string()),
});

export const hookRequestSchema = z.strictObject({
  host: z.string('is missing; write a registry such as ghcr.io or localhost:5000.'),
});

/** `PUT /api/admin/hooks`: the token is told this once. */
export const madeHookSchema = z.object({ address: z.string(), token: z.string() });

export type InventoryDocument = z.infer<typeof inventoryStateSchema>;
export type ScanDocument = z.infer<typeof scanSchema>;
export type EstimateDocument = z.infer<typeof estimateSchema>;
