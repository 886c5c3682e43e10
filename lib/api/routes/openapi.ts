import { z } from 'zod/mini';
import {
  capabilitiesSchema,
  credentialsSchema,
  factSchema,
  graphSchema,
  namesSchema,
  problemSchema,
  registriesSchema,
  resolvedSchema,
  signedInSchema,
} from '#lib/api/contract/contract';
import {
  planListSchema,
  planRecordSchema,
  planRequestSchema,
  planSchema,
  runEventSchema,
  runRequestSchema,
  uploadSchema,
} from '#lib/api/contract/plan-contract';
import { parameters } from './parameters.ts';

type Json = Readonly<Record<string, unknown>>;
type Schema = z.ZodMiniType;

const originRule = 'Needs the exact own Origin, or no Origin and the header X-Orrery-Request: 1.';
const bytes = { schema: { type: 'string', format: 'binary' } };

/** The OpenAPI description of our HTTP interface, made from the schemas that the routes themselves are checked with. */
export function openApiDocument(): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Orrery', version: '0.1.0', description: 'OCI artifacts and what is attached to them.' },
    paths: {
      '/api/registries': read('Registries near at hand', parameters.registries, json(registriesSchema)),
      '/api/registry': read('What a registry can do', parameters.registry, json(capabilitiesSchema)),
      '/api/repositories': read('One page of repositories', parameters.repositories, json(namesSchema)),
      '/api/tags': read('One page of tags', parameters.tags, json(namesSchema)),
      '/api/resolve': read('What a reference points to', parameters.resolve, json(resolvedSchema)),
      '/api/manifest': read('The exact bytes of a manifest', parameters.manifest, { '*/*': bytes }),
      '/api/blob': read('The verified bytes of a blob', parameters.blob, {
        'application/octet-stream': bytes,
      }),
      '/api/archive': read('An OCI image layout as tar: this graph', parameters.archive, {
        'application/x-tar': bytes,
      }),
      '/api/graph': read('The graph around a reference', parameters.graph, {
        'application/x-ndjson': { schema: toJsonSchema(factSchema) },
        ...json(graphSchema),
      }),
      '/api/uploads': upload('Keep a file for a plan', parameters.uploads, json(uploadSchema)),
      '/api/uploads/{id}': remove('Remove an uploaded file'),
      ...planPaths(),
      '/api/sign-in': write('Try and keep credentials for this browser', credentialsSchema, {
        200: { description: 'Kept', content: json(signedInSchema) },
      }),
      '/api/sign-out': write('Forget the credentials of a registry', z.object({ host: z.string() }), {
        204: { description: 'Done' },
      }),
    },
  };
}

function planPaths(): Json {
  const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  const lines = { 'application/x-ndjson': { schema: toJsonSchema(runEventSchema) } };
  const one = read('The record of a plan', parameters.plan, json(planRecordSchema));
  return {
    '/api/plans': {
      ...read('Plans of this session', parameters.none, json(planListSchema)),
      ...write('Plan a change; nothing has happened yet', planRequestSchema, {
        201: { description: 'The plan', content: json(planSchema) },
      }),
    },
    '/api/plans/{id}': { ...one, ...remove('Cancel a run, or drop a plan that was not begun') },
    '/api/plans/{id}/run': {
      parameters: id,
      ...write('Run a plan, go on with it, or listen to its run', runRequestSchema, {
        200: { description: 'Each thing as it happens; the last line is the end', content: lines },
      }),
    },
    '/api/plans/{id}/archive': {
      parameters: id,
      ...read('What a plan archived before it deleted', parameters.none, { 'application/x-tar': bytes }),
    },
  };
}

function read(summary: string, query: z.ZodMiniObject, content: Json): Json {
  return {
    get: {
      summary,
      parameters: parametersOf(query),
      responses: { 200: { description: summary, content }, default: problem },
    },
  };
}

function parametersOf(query: z.ZodMiniObject): readonly Json[] {
  const described = toJsonSchema(query);
  const required = Array.isArray(described.required) ? described.required : [];
  return Object.entries(Object(described.properties)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function upload(summary: string, query: z.ZodMiniObject, content: Json): Json {
  return {
    post: {
      summary,
      description: originRule,
      parameters: parametersOf(query),
      requestBody: { required: true, content: { 'application/octet-stream': bytes } },
      responses: { 201: { description: 'Kept', content }, default: problem },
    },
  };
}

function remove(summary: string): Json {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const responses = { 204: { description: 'Done' }, default: problem };
  return { delete: { summary, description: originRule, parameters: [id], responses } };
}

function write(summary: string, body: Schema, done: Json): Json {
  return {
    post: {
      summary,
      description: originRule,
      requestBody: { required: true, content: json(body) },
      responses: { ...done, default: problem },
    },
  };
}

function json(schema: Schema): Json {
  return { 'application/json': { schema: toJsonSchema(schema) } };
}

function toJsonSchema(schema: Schema): Json {
  return z.toJSONSchema(schema, {
    // Digests and problem codes are checked by code; on the wire they are texts.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'string';
    },
  });
}

const problem = {
  description: 'RFC 9457 problem details',
  content: { 'application/problem+json': { schema: toJsonSchema(problemSchema) } },
};
