import { expect, test } from 'vitest';
import { readModelConfig } from './model.ts';

const whole = { isWhole: true, bytes: 100, annotations: {} };

test.each([
  [
    'KitOps',
    {
      manifestVersion: '1.0.0',
      package: { name: 'speaker', version: '1', license: 'Apache-2.0' },
      model: { path: './model.gguf', framework: 'pytorch' },
      datasets: [{ path: './data' }],
    },
    'ModelKit speaker 1',
    { name: 'speaker', version: '1', family: 'pytorch', licences: ['Apache-2.0'] },
  ],
  [
    'ModelPack',
    {
      descriptor: { name: 'speaker', version: '1', family: 'qwen2', licenses: ['MIT'] },
      config: { architecture: 'transformer', paramSize: '8b', quantization: 'awq' },
      modelfs: { type: 'layers', diffIds: [] },
    },
    'Model speaker 1',
    {
      name: 'speaker',
      version: '1',
      family: 'qwen2',
      architecture: 'transformer',
      parameters: '8b',
      quantization: 'awq',
      licences: ['MIT'],
    },
  ],
  [
    'Docker',
    {
      config: {
        format: 'gguf',
        quantization: 'Q4_K_M',
        parameters: '3 B',
        architecture: 'llama',
        gguf: { 'general.name': 'Smol' },
      },
    },
    'Model Smol',
    { name: 'Smol', family: 'gguf', architecture: 'llama', parameters: '3 B', quantization: 'Q4_K_M' },
  ],
  [
    'Ollama',
    {
      model_format: 'gguf',
      model_family: 'llama',
      model_type: '8B',
      file_type: 'Q4_0',
      os: 'linux',
      architecture: 'amd64',
      rootfs: {},
    },
    'Ollama model llama 8B',
    { family: 'llama', architecture: 'gguf', parameters: '8B', quantization: 'Q4_0' },
  ],
])('the config of %s says what the model is', (_, config, title, summary) => {
  const reading = readModelConfig(config, whole);
  expect(reading).toMatchObject({ kind: 'model', title });
  expect(reading?.summary?.()).toEqual({ of: 'model', ...summary });
});

test('a Kitfile names its files', () => {
  const kit = {
    manifestVersion: '1',
    model: { path: 'm', parts: [{ path: 'n' }] },
    docs: [{ path: 'README.md' }, {}],
  };
  const files = [...(readModelConfig(kit, whole)?.rows?.files?.() ?? [])];
  expect(files).toEqual([{ path: 'm' }, { path: 'n' }, { path: 'README.md' }]);
});

test.each([[{}], [null], [{ config: {} }], [{ manifestVersion: '1' }]])('%j is none', (value) => {
  expect(readModelConfig(value, whole)).toBeUndefined();
});
