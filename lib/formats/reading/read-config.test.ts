import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import type { Meaning } from '#lib/oci/kind';
import { mediaTypes } from '#lib/oci/media-type';
import { readConfig } from './read-config.ts';

const digest = parseDigest(`sha256:${'f'.repeat(64)}`);
const declared = (format: string, kind: Meaning['kind'], title: string): Meaning => ({
  ...{ format, kind, title, confidence: 'declared' },
});
const read = (meaning: Meaning, mediaType: string, content: unknown) => {
  const bytes = new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));
  return readConfig(meaning, { blob: { mediaType, digest, size: bytes.length }, bytes, isWhole: true });
};
const chart = declared('helm-chart', 'chart', 'Helm chart');
const image = declared('oci-image', 'image', 'Image');

test('a chart and a model are named by their configs', () => {
  const helm = 'application/vnd.cncf.helm.config.v1+json';
  expect(read(chart, helm, { name: 'web', version: '1.0.0' })).toMatchObject({
    title: 'Helm chart web 1.0.0',
    confidence: 'content',
  });
  const model = declared('docker-ai', 'model', 'Model');
  const config = { config: { architecture: 'llama', parameters: '3B', quantization: 'Q4_K_M' } };
  expect(read(model, 'application/vnd.docker.ai.model.config.v0.1+json', config).title).toBe(
    'Model llama 3B Q4_K_M',
  );
});

test('an image is called by its platform', () => {
  const config = { os: 'linux', architecture: 'arm64' };
  expect(read(image, mediaTypes.ociConfig, config)).toMatchObject({
    title: 'linux/arm64',
    confidence: 'content',
  });
});

test('a config that is broken, or names nothing, takes nothing away', () => {
  const type = 'application/vnd.cncf.helm.config.v1+json';
  expect(read(chart, type, '{"name":')).toEqual(chart);
  expect(read(chart, type, {})).toEqual(chart);
});
