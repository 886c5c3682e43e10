import { z } from 'zod';
import type { Environment } from './read-variables.ts';
import { StartError } from './start-error.ts';

/** The port of metrics that scrapers know from OpenTelemetry's exporter. */
export const defaultMetricsPort = 9464;

/** `ORRERY_METRICS_PORT`: a port, or `off`. */
export const metricsPortVariable = z
  .string()
  .regex(/^(?:off|[0-9]{1,5})$/, 'must be a port, or off.')
  .transform((text) => (text === 'off' ? ('off' as const) : Number(text)))
  .refine(
    (port) => port === 'off' || (port >= 1 && port <= 65_535),
    'must lie between 1 and 65535, or be off.',
  )
  .optional();

/** Which requests are traced. Where the spans go is said by `OTEL_EXPORTER_OTLP_*`, which the exporter reads itself. */
export type TraceSettings = z.infer<typeof sampling>;

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

const sampling = z
  .object({
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({
      protocol: /^https?$/,
      error: 'must be the address of a collector: http://collector.example:4318',
    }),
    OTEL_TRACES_SAMPLER: z
      .enum(samplers, `must be one of ${samplers.join(', ')}.`)
      .default('parentbased_always_on'),
    OTEL_TRACES_SAMPLER_ARG: z.coerce
      .number('must be a number from 0 to 1.')
      .min(0, 'must be a number from 0 to 1.')
      .max(1, 'must be a number from 0 to 1.')
      .default(1),
  })
  .transform((values) => ({
    sampler: values.OTEL_TRACES_SAMPLER,
    ratio: values.OTEL_TRACES_SAMPLER_ARG,
  }));

/**
 * Whether and how requests are traced, by the variables that OpenTelemetry names; undefined where no collector is named.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 *
 * @throws StartError `setting`
 */
export function readTraces(environment: Environment): TraceSettings | undefined {
  // Empty is unset, as the specification wants it.
  const given = Object.entries(environment).filter(([, value]) => value !== undefined && value !== '');
  const values = Object.fromEntries(given);
  if (values.OTEL_EXPORTER_OTLP_ENDPOINT === undefined || values.OTEL_SDK_DISABLED === 'true')
    return undefined;
  const parsed = sampling.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new StartError('setting', `${String(issue?.path[0])} ${issue?.message}`);
}
