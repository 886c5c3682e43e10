import { expect, test } from 'vitest';
import { metricsPortVariable, readTraces } from './telemetry-settings.ts';

const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.lan:4318' };

test.each([[{}], [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }], [{ ...collector, OTEL_SDK_DISABLED: 'true' }]])(
  '%o traces nothing',
  (environment) => expect(readTraces(environment)).toBeUndefined(),
);

test('with a collector every request is traced, unless its caller says otherwise', () => {
  expect(readTraces(collector)).toEqual({ sampler: 'parentbased_always_on', ratio: 1 });
});

test('a part of the requests may be traced', () => {
  const part = { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };
  expect(readTraces({ ...collector, ...part })).toEqual({ sampler: 'traceidratio', ratio: 0.1 });
});

test.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must be the address'],
  [{ OTEL_TRACES_SAMPLER: 'some' }, 'OTEL_TRACES_SAMPLER must be one of always_on'],
  [{ OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
  [{ OTEL_TRACES_SAMPLER_ARG: 'half' }, 'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1'],
])('%o is refused by name', (environment, message) => {
  expect(() => readTraces({ ...collector, ...environment })).toThrow(message);
});

test.each([
  [undefined, undefined],
  ['off', 'off'],
  ['9464', 9464],
])('the port of metrics %s means %s', (text, port) => expect(metricsPortVariable.parse(text)).toBe(port));

test.each(['0', '65536', 'on', '-1', '9464x'])('%s is no port of metrics', (text) => {
  expect(metricsPortVariable.safeParse(text).success).toBe(false);
});
