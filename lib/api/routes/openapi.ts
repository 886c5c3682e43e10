import * as z from 'zod/mini';
import { problemSchema } from '#lib/api/contract/problem-contract';
import type { ApiRoute } from '#lib/api/routes/define-route';
import { routes } from '#lib/api/routes/routes';
import { orreryVersion } from '#lib/api/version';

type Json = Readonly<Record<string, unknown>>;

const originRule = 'Needs the exact own Origin, or no Origin and the header X-Orrery-Request: 1.';
const bytes = { schema: { type: 'string', format: 'binary' } };

/**
 * The OpenAPI description of our HTTP interface, made from the table of routes that server and client use themselves
 * (https://spec.openapis.org/oas/v3.1.0).
 */
export function openApiDocument(): Json {
  const problem = {
    description: 'RFC 9457 problem details',
    content: { 'application/problem+json': { schema: toJsonSchema(problemSchema, 'output') } },
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const [method = '', path = ''] = name.split(' ');
    paths[path] = {
      ...paths[path],
      [method.toLowerCase()]: {
        summary: route.summary,
        ...(method === 'GET' ? {} : { description: originRule }),
        parameters: [...pathParameters(path), ...queryParameters(route)],
        ...requestBody(route),
        responses: { [route.status]: success(route), ...gateResponses(route), default: problem },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Orrery',
      version: orreryVersion,
      description: 'OCI artifacts and what is attached to them.',
    },
    paths,
  };
}

function pathParameters(path: string): readonly Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: ApiRoute): readonly Json[] {
  const described = toJsonSchema(query, 'output');
  const required = Array.isArray(described.required) ? described.required : [];
  return Object.entries(Object(described.properties)).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

function requestBody({ body }: ApiRoute): Json {
  if (body === undefined) return {};
  const content =
    body === 'bytes'
      ? { 'application/octet-stream': bytes }
      : { 'application/json': { schema: toJsonSchema(body, 'input') } };
  return { requestBody: { required: true, content } };
}

function success({ summary, status, json, lines, bytes: mediaType }: ApiRoute): Json {
  if (status === 204) return { description: 'Done' };
  if (status === 303) return { description: 'Leads the browser on' };
  return {
    description: summary,
    content: {
      ...(lines === undefined ? {} : { 'application/x-ndjson': { schema: toJsonSchema(lines, 'output') } }),
      ...(json === undefined ? {} : { 'application/json': { schema: toJsonSchema(json, 'output') } }),
      ...(mediaType === undefined ? {} : { [mediaType]: bytes }),
    },
  };
}

/** A gate answers with the same body and another status, so that `curl -f` ends a job. */
function gateResponses(route: ApiRoute): Json {
  const { content } = success(route);
  if ('expect' in route.query.shape)
    return {
      412: { description: 'With expect: there are hits', content },
      424: { description: 'With expect=none: no hits, but of some artifacts that is not known', content },
    };
  if (!('gate' in route.query.shape)) return {};
  return {
    412: { description: 'With gate=1: at least one artifact fails a requirement', content },
    424: { description: 'With gate=1: no artifact fails, but some answer is unknown', content },
  };
}

function toJsonSchema(schema: z.ZodMiniType, io: 'input' | 'output'): Json {
  return z.toJSONSchema(schema, {
    io,
    // Digests are checked by code; on the wire they are texts.
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') jsonSchema.type = 'string';
    },
  });
}
