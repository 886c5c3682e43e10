import type { Span as ApiSpan, Context, Tracer } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import type { ReadableSpan, Sampler, SpanExporter } from '@opentelemetry/sdk-trace';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { getLog } from '#lib/server/platform/log';
import type { TraceSettings } from '#lib/server/platform/telemetry-settings';
import type { Span, TraceParent, Tracing } from '#lib/server/platform/tracing';
import { telemetryLimits } from './limits.ts';

/**
 * Sends spans by OTLP to where the standard variables `OTEL_EXPORTER_OTLP_*` say. Nothing is registered for the whole
 * process: Next would add spans of its own then, with whole addresses.
 */
export function openTracing(settings: TraceSettings, version: string): Tracing {
  const named = resourceFromAttributes({ 'service.name': 'orrery', 'service.version': version });
  const given = detectResources({ detectors: [envDetector] });
  const provider = new TracerProvider({
    resource: defaultResource().merge(named).merge(given),
    sampler: samplerOf(settings),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: watched(new OTLPTraceExporter()),
        exportTimeoutMillis: telemetryLimits.lastSpansMs,
      }),
    ],
  });
  const tracer = provider.getTracer('orrery', version);
  return {
    begin: (name, attributes, parent) => {
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, contextOf(parent));
      return toSpan(tracer, span);
    },
    close: async () => {
      await provider.shutdown().catch((err: unknown) => getLog().warn({ err }, 'the last spans are lost'));
    },
  };
}

function toSpan(tracer: Tracer, span: ApiSpan): Span {
  const within = trace.setSpan(ROOT_CONTEXT, span);
  return {
    traceId: span.spanContext().traceId,
    begin: (name, attributes) =>
      toSpan(tracer, tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes }, within)),
    end: (attributes, outcome) => {
      span.setAttributes(attributes);
      if (outcome === 'failed') span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    },
  };
}

function contextOf(parent: TraceParent | undefined): Context {
  if (parent === undefined) return ROOT_CONTEXT;
  const { traceId, spanId, isSampled } = parent;
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
}

// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
function samplerOf({ sampler, ratio }: TraceSettings): Sampler {
  const roots = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  };
  switch (sampler) {
    case 'always_on':
    case 'always_off':
    case 'traceidratio':
      return roots[sampler]();
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: roots.always_on() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: roots.always_off() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: roots.traceidratio() });
    default:
      return sampler satisfies never;
  }
}

/** The same exporter; that nobody takes the spans is logged once, and nothing else suffers from it. */
function watched(exporter: SpanExporter): SpanExporter {
  let isFailing = false;
  return {
    export: (spans: ReadableSpan[], done) =>
      exporter.export(spans, (result) => {
        const { error: err } = result;
        if (err !== undefined && !isFailing) getLog().warn({ err }, 'the collector takes no spans');
        if (err === undefined && isFailing) getLog().warn('the collector takes spans again');
        isFailing = err !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => await exporter.forceFlush?.(),
  };
}
