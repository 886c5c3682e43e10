import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { joinedFindingSchema } from '#lib/api/contract/findings-contract';
import type { Same } from '#lib/api/contract/same';
import type { Comparison } from '#lib/formats/compare/comparison';
import { fileAspects } from '#lib/formats/compare/comparison';
import { severities } from '#lib/formats/documents/rows';
import { fileTypes } from '#lib/formats/files/file-index';
import { kinds } from '#lib/oci/kind';

const text = z.exactOptional(z.string());
const texts = z.array(z.string());
const bySeverity = z.record(z.enum(severities), z.number());

const side = z.object({
  reference: z.string(),
  digest: digestSchema,
  title: z.string(),
  created: text,
  platforms: texts,
  image: digestSchema,
  platform: text,
  size: z.exactOptional(z.number()),
});

const missing = z.object({ state: z.literal('missing'), reason: z.string() });
const fact = z.object({ name: z.string(), left: text, right: text });
const rowsLeftOut = z.exactOptional(z.number());

const packages = z.object({
  state: z.literal('compared'),
  left: digestSchema,
  right: digestSchema,
  added: z.number(),
  removed: z.number(),
  updated: z.number(),
  same: z.number(),
  rows: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'updated']),
      name: z.string(),
      type: text,
      left: texts,
      right: texts,
    }),
  ),
  rowsLeftOut,
  doubts: texts,
});

const findings = z.object({
  state: z.literal('compared'),
  added: bySeverity,
  removed: bySeverity,
  same: z.number(),
  rows: z.array(
    z.object({
      change: z.enum(['added', 'removed', 'changed']),
      left: z.exactOptional(joinedFindingSchema),
      right: z.exactOptional(joinedFindingSchema),
    }),
  ),
  rowsLeftOut,
  doubts: texts,
});

const layers = z.object({
  state: z.literal('compared'),
  rows: z.array(
    z.object({
      change: z.enum(['same', 'added', 'removed']),
      digest: digestSchema,
      size: z.number(),
      step: text,
    }),
  ),
  base: z.number(),
  baseState: z.enum(['unchanged', 'changed', 'none']),
});

const file = z.exactOptional(
  z.object({ size: z.number(), mode: z.number(), type: z.enum(fileTypes), link: text }),
);

const files = z.object({
  state: z.literal('compared'),
  added: z.number(),
  removed: z.number(),
  changed: z.number(),
  same: z.number(),
  total: z.number(),
  rows: z.array(
    z.object({
      path: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      aspects: z.array(z.enum(fileAspects)),
      left: file,
      right: file,
    }),
  ),
  isComplete: z.boolean(),
  notes: texts,
});

const attached = z.array(z.object({ title: z.string(), count: z.number(), digest: digestSchema }));

/** `GET /api/compare`: what differs between two artifacts. */
export const comparisonSchema = z.object({
  left: side,
  right: side,
  platforms: texts,
  doubts: texts,
  artifact: z.array(fact),
  config: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('compared'),
      rows: z.array(fact),
      same: z.array(z.object({ name: z.string(), value: z.string() })),
    }),
    missing,
  ]),
  layers: z.discriminatedUnion('state', [layers, missing]),
  packages: z.discriminatedUnion('state', [packages, missing]),
  findings: z.discriminatedUnion('state', [findings, missing]),
  attachments: z.object({
    rows: z.array(
      z.object({
        kind: z.enum(kinds),
        change: z.enum(['gained', 'lost', 'changed', 'same']),
        left: attached,
        right: attached,
      }),
    ),
    isComplete: z.object({ left: z.boolean(), right: z.boolean() }),
  }),
  files: z.exactOptional(z.discriminatedUnion('state', [files, missing])),
});

true satisfies Same<z.infer<typeof comparisonSchema>, Comparison>;
