import * as z from 'zod/mini';
import { digestSchema } from '#lib/api/contract/digest-schema';
import { planListedMax } from '#lib/api/limits';
import { isJsonObject } from '#lib/oci/parse-json';

const reference = z.string('is missing; write a reference such as ghcr.io/org/app:1.2.');
const accept = z.optional(z.array(z.string()));

/** A literal that a body may leave out, where its other fields tell it: see {@link withLiteral}. */
function literal<const Value extends string>(value: Value) {
  return z._default(z.literal(value), value);
}

/** A subject that is not there yet needs its size and type too: a manifest names its subject with them. */
const subject = {
  subject: z.string('is missing; name the manifest that it is attached to.'),
  subjectSize: z.optional(z.int().check(z.positive())),
  subjectMediaType: z.optional(z.string()),
};
const files = {
  artifactType: z.optional(z.string()),
  annotations: z.optional(z.record(z.string(), z.string())),
  files: z.optional(z.array(z.strictObject({ upload: z.string(), name: z.string(), mediaType: z.string() }))),
};
const deleting = z.literal('delete');
const attach = z.literal('attach');
const importing = z.literal('import');

const requestSchema = z.discriminatedUnion('action', [
  z.discriminatedUnion('scope', [
    z.strictObject({
      action: deleting,
      ref: reference,
      scope: z.enum(['tag', 'manifest', 'graph']),
      archive: z.optional(z.boolean()),
      accept,
    }),
    /** Several artifacts of the repository `ref`, and tags that may go with them. */
    z.strictObject({
      action: deleting,
      ref: z.string('is missing; write a repository such as ghcr.io/org/app.'),
      scope: z.literal('listed'),
      digests: z
        .array(digestSchema)
        .check(z.maxLength(planListedMax, `has more than ${planListedMax} entries.`)),
      tags: z.optional(
        z.array(z.string()).check(z.maxLength(planListedMax, `has more than ${planListedMax} entries.`)),
      ),
      only: z.optional(z.boolean()),
      archive: z.optional(z.boolean()),
      accept,
    }),
  ]),
  z.strictObject({
    action: z.enum(['copy', 'move']),
    from: reference,
    to: reference,
    referrers: z.optional(z.union([z.enum(['all', 'none']), z.array(z.string())])),
    platforms: z.optional(z.array(z.string())),
    accept,
  }),
  z.discriminatedUnion('mode', [
    /** Files become an artifact that refers to a manifest; `to` gives it a tag as well. */
    z.strictObject({
      action: attach,
      mode: literal('attach-files'),
      ...subject,
      to: z.optional(reference),
      ...files,
      accept,
    }),
    /** Files become an artifact without a subject. */
    z.strictObject({ action: attach, mode: literal('push'), to: reference, ...files, accept }),
    /** An artifact that was pushed before gets a subject. */
    z.strictObject({
      action: attach,
      mode: literal('set-subject'),
      artifact: reference,
      ...subject,
      accept,
    }),
  ]),
  z.strictObject({ action: z.literal('tag'), ref: reference, tags: z.array(z.string()), accept }),
  z.discriminatedUnion('source', [
    z.strictObject({
      action: importing,
      source: literal('upload'),
      upload: z.string(),
      to: reference,
      accept,
    }),
    z.strictObject({
      action: importing,
      source: literal('layout'),
      layout: reference,
      to: reference,
      accept,
    }),
  ]),
  z.strictObject({ action: z.literal('repair'), ref: reference, accept }),
]);

/**
 * The body of `POST /api/plans`, by action. The literals `mode` and `source` tell apart what has the same action; a body
 * without them has them added by its other fields.
 */
export const planRequestSchema = z.pipe(z.transform(withLiteral), requestSchema);

/** A change that somebody asks for; `accept` names blockers that the person accepts. */
export type PlanRequestDocument = z.infer<typeof planRequestSchema>;

function withLiteral(body: unknown): unknown {
  if (!isJsonObject(body)) return body;
  if (body.action === 'attach' && body.mode === undefined) return withMode(body);
  if (body.action === 'import' && body.source === undefined)
    return { ...body, source: body.upload === undefined ? 'layout' : 'upload' };
  return body;
}

// The fields that say nothing in a mode were always accepted in it, and had no effect.
function withMode(body: Readonly<Record<string, unknown>>): unknown {
  if (body.artifact !== undefined) {
    const { to: _to, files: _files, artifactType: _type, annotations: _annotations, ...rest } = body;
    return { ...rest, mode: 'set-subject' };
  }
  const { artifact: _artifact, ...rest } = body;
  if (rest.subject !== undefined) return { ...rest, mode: 'attach-files' };
  const { subject: _subject, subjectSize: _size, subjectMediaType: _mediaType, ...files } = rest;
  return { ...files, mode: 'push' };
}
