/** What is told of a piece of work, by the names of https://opentelemetry.io/docs/specs/semconv/. */
export type SpanAttributes = Readonly<Record<string, string | number>>;

/** A piece of work with a beginning and an end, as a trace shows it. */
export type Span = {
  readonly traceId: string;
  /** Begins a piece of work within this one. */
  readonly begin: (name: string, attributes: SpanAttributes) => Span;
  readonly end: (attributes: SpanAttributes, outcome: 'ok' | 'failed') => void;
};

/** The span in front of us that a request belongs to: https://www.w3.org/TR/trace-context/#traceparent-header */
export type TraceParent = {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
};

/** Collects the spans of requests, and sends them to where the operator looks at them. */
export type Tracing = {
  /** Begins the span of a request, in the trace that a proxy has begun or in one of its own. */
  readonly begin: (name: string, attributes: SpanAttributes, parent: TraceParent | undefined) => Span;
  /** Sends what is left. */
  readonly close: () => Promise<void>;
};
