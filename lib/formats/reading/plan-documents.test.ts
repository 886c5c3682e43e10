import { expect, test } from 'vitest';
import { parseDigest } from '#lib/oci/digest';
import { isModelFile } from './plan-documents.ts';

const digest = parseDigest(`sha256:${'d'.repeat(64)}`);
const title = 'org.opencontainers.image.title';

test.each([
  ['application/vnd.docker.ai.gguf.v3', {}, true],
  ['application/vnd.docker.ai.safetensors', {}, true],
  ['application/vnd.cncf.model.weight.v1.raw', {}, true],
  ['application/vnd.ollama.image.model', {}, true],
  ['application/octet-stream', { [title]: 'tiny.Q4_0.GGUF' }, true],
  ['application/octet-stream', { 'org.cncf.model.filepath': 'model.safetensors' }, true],
  ['application/vnd.cncf.model.weight.v1.tar', { [title]: 'model.gguf' }, false],
  ['application/vnd.kitops.modelkit.model.v1.tar+gzip', {}, false],
  ['application/json', { [title]: 'model.safetensors.index.json' }, false],
  ['text/plain', {}, false],
])('whether %s is the file of a model', (mediaType, annotations, isModel) => {
  expect(isModelFile({ mediaType, digest, size: 1, annotations })).toBe(isModel);
});
