import type { SentFile } from '#e2e/screens/push-files';
import { ggufText, little, makeGguf, makeSafetensors } from '#lib/formats/testing/make-models';

/** An artifact, and what a person reads of it. */
type SmallDocument = {
  readonly name: string;
  /** The title of its node. */
  readonly title: RegExp;
  readonly files: readonly SentFile[];
  readonly config?: { readonly mediaType: string; readonly bytes: Buffer };
  /** Sentences and fields that stand in its Content. */
  readonly read: readonly (string | RegExp)[];
};

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function file(name: string, mediaType: string, bytes: Uint8Array): SentFile {
  return { name, mediaType, bytes: Buffer.from(bytes) };
}

function statement(predicateType: string, predicate: unknown): readonly SentFile[] {
  const subject = [{ name: 'acme/app', digest: { sha256: 'a'.repeat(64) } }];
  const value = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
  return [file('statement.json', 'application/vnd.in-toto+json', json(value))];
}

const gguf = makeGguf([
  ['general.architecture', 8, ggufText('llama')],
  ['general.name', 8, ggufText('Acme Tiny')],
  ['general.size_label', 8, ggufText('15M')],
  ['general.license', 8, ggufText('apache-2.0')],
  ['general.file_type', 4, little(7, 4)],
  ['llama.context_length', 4, little(256, 4)],
]);

const models: readonly SmallDocument[] = [
  {
    name: 'gguf',
    title: /GGUF model/,
    files: [file('tiny.gguf', 'application/octet-stream', gguf)],
    read: [
      'Acme Tiny',
      '15M',
      'Q8_0',
      'apache-2.0',
      'llama.context_length',
      'token_embd.weight',
      '4 × 2 Q8_0',
    ],
  },
  {
    name: 'safetensors',
    title: /Safetensors model/,
    files: [
      file(
        'model.safetensors',
        'application/octet-stream',
        makeSafetensors({
          __metadata__: { format: 'pt', 'modelspec.title': 'Acme Embeddings', 'modelspec.license': 'MIT' },
          'embeddings.weight': { dtype: 'F16', shape: [128, 16], data_offsets: [0, 4096] },
        }),
      ),
    ],
    read: ['Acme Embeddings', '2,048', 'F16', 'MIT', 'embeddings.weight', '128 × 16 F16'],
  },
  {
    name: 'modelpack',
    title: /model acme-chat 1\.2 8b/i,
    files: [file('chat.gguf', 'application/vnd.cncf.model.weight.v1.raw', gguf)],
    config: {
      mediaType: 'application/vnd.cncf.model.config.v1+json',
      bytes: json({
        descriptor: {
          createdAt: '2026-11-01T10:00:00Z',
          family: 'llama3',
          name: 'acme-chat',
          version: '1.2',
          licenses: ['Apache-2.0'],
        },
        config: { architecture: 'transformer', format: 'gguf', paramSize: '8b', quantization: 'q8_0' },
        modelfs: { type: 'layers', diffIds: [`sha256:${'b'.repeat(64)}`] },
      }),
    },
    read: [
      'acme-chat',
      '1.2',
      'llama3',
      'transformer',
      '8b',
      'q8_0',
      'Apache-2.0',
      'GGUF model Acme Tiny 15M',
    ],
  },
  {
    name: 'docker-model',
    title: /model llama 1\.24 B/i,
    files: [file('model.gguf', 'application/vnd.docker.ai.gguf.v3', gguf)],
    config: {
      mediaType: 'application/vnd.docker.ai.model.config.v0.1+json',
      bytes: json({
        descriptor: { created: '2026-11-01T10:00:00Z' },
        rootfs: { type: 'rootfs', diff_ids: [`sha256:${'c'.repeat(64)}`] },
        config: {
          format: 'gguf',
          quantization: 'IQ2_XXS/Q4_K_M',
          parameters: '1.24 B',
          architecture: 'llama',
          size: '762.81 MiB',
        },
      }),
    },
    read: ['llama', '1.24 B', 'IQ2_XXS/Q4_K_M'],
  },
  {
    name: 'modelkit',
    title: /ModelKit churn 2\.0/,
    files: [file('notes.md', 'application/vnd.kitops.modelkit.docs.v1.tar', Buffer.from('# Notes'))],
    config: {
      mediaType: 'application/vnd.kitops.modelkit.config.v1+json',
      bytes: json({
        manifestVersion: '1.0.0',
        package: { name: 'churn', version: '2.0', description: 'Who leaves next', license: 'MIT' },
        model: { name: 'churn', path: './model.onnx', framework: 'scikit-learn' },
        datasets: [{ name: 'train', path: './train.csv' }],
      }),
    },
    read: ['churn', '2.0', 'scikit-learn', 'MIT', './model.onnx', './train.csv'],
  },
];

const text = (value: string) => [value.length, ...Buffer.from(value)];
const section = (id: number, ...parts: readonly (readonly number[])[]) => [
  id,
  parts.flat().length,
  ...parts.flat(),
];

/** Imports `wasi_snapshot_preview1 fd_write`, exports `memory` and `_start` (https://webassembly.github.io/spec/core/binary/modules.html). */
const module = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...section(1, [2, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 1, 0x7f, 0x60, 0, 0]),
  ...section(2, [1], text('wasi_snapshot_preview1'), text('fd_write'), [0, 0]),
  ...section(3, [1, 1]),
  ...section(5, [1, 0, 1]),
  ...section(7, [2], text('memory'), [2, 0], text('_start'), [0, 1]),
  ...section(10, [1, 2, 0, 0x0b]),
]);

/** Takes `wasi:cli/environment`, gives `wasi:cli/run` (https://github.com/WebAssembly/component-model/blob/main/design/mvp/Binary.md). */
const component = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0],
  ...section(7, [1, 0x42, 0]),
  ...section(10, [1, 0], text('wasi:cli/environment@0.2.0'), [5, 0]),
  ...section(11, [1, 0], text('wasi:cli/run@0.2.0'), [5, 0, 0]),
]);

const modules: readonly SmallDocument[] = [
  {
    name: 'module',
    title: /Wasm module/,
    files: [file('app.wasm', 'application/wasm', module)],
    config: {
      mediaType: 'application/vnd.wasm.config.v0+json',
      bytes: json({ os: 'wasip1', architecture: 'wasm' }),
    },
    read: ['1 import', 'wasi_snapshot_preview1 fd_write', '2 exports', 'memory', '_start'],
  },
  {
    name: 'component',
    title: /Wasm/,
    files: [file('app.wasm', 'application/wasm', component)],
    config: {
      mediaType: 'application/vnd.wasm.config.v0+json',
      bytes: json({
        os: 'wasip2',
        architecture: 'wasm',
        component: { imports: ['wasi:cli/environment@0.2.0'], exports: ['wasi:cli/run@0.2.0'] },
      }),
    },
    read: ['wasi:cli/environment@0.2.0', 'wasi:cli/run@0.2.0'],
  },
];

const attestations: readonly SmallDocument[] = [
  {
    name: 'vsa',
    title: /Verification passed · SLSA_BUILD_LEVEL_3/,
    files: statement('https://slsa.dev/verification_summary/v1', {
      verifier: { id: 'https://acme.example/verifier' },
      timeVerified: '2026-11-01T10:03:00Z',
      resourceUri: 'registry.example/acme/app',
      policy: { uri: 'https://acme.example/policy' },
      inputAttestations: [{ uri: 'https://acme.example/provenance', digest: { sha256: 'd'.repeat(64) } }],
      verificationResult: 'PASSED',
      verifiedLevels: ['SLSA_BUILD_LEVEL_3'],
      dependencyLevels: { SLSA_BUILD_LEVEL_1: 5 },
      slsaVersion: '1.0',
    }),
    read: [
      'In an in-toto statement, not signed.',
      'PASSED',
      'https://acme.example/verifier',
      'SLSA_BUILD_LEVEL_1 in dependencies',
      'https://acme.example/provenance',
    ],
  },
  {
    name: 'scai',
    title: /SCAI · 2 attributes/,
    files: statement('https://in-toto.io/attestation/scai/attribute-report/v0.2', {
      attributes: [
        { attribute: 'WITH_STACK_PROTECTION', conditions: { flags: '-fstack-protector*' } },
        { attribute: 'REPRODUCIBLE', target: { name: 'app.o' }, evidence: { name: 'app.diffoscope.json' } },
      ],
      producer: { uri: 'https://acme.example/gcc' },
    }),
    read: [
      'WITH_STACK_PROTECTION',
      'REPRODUCIBLE',
      'app.o · evidence: app.diffoscope.json',
      'https://acme.example/gcc',
    ],
  },
  {
    name: 'release',
    title: /Release · pkg:npm\/acme-app@1\.2\.3/,
    files: statement('https://in-toto.io/attestation/release/v0.1', {
      purl: 'pkg:npm/acme-app@1.2.3',
      releaseId: '1234567890',
    }),
    read: ['pkg:npm/acme-app@1.2.3', 'releaseId', '1234567890'],
  },
];

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: 'registry.example/acme/web:1.2' }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }], selector: { app: web } }
`;

const compose = `name: shop
services:
  web:
    image: registry.example/acme/web:1.2
    ports: ['8080:80']
  db:
    image: postgres:18
volumes: { data: {} }
`;

const manifests: readonly SmallDocument[] = [
  {
    name: 'kubernetes',
    title: /Kubernetes · 1 Deployment, 1 Service/,
    files: [file('web.yaml', 'application/yaml', Buffer.from(deployment))],
    read: ['Deployment (1), Service (1)', 'Deployment web', 'Service web', 'registry.example/acme/web:1.2'],
  },
  {
    name: 'compose',
    title: /Compose project · 2 services/,
    files: [file('compose.yaml', 'application/yaml', Buffer.from(compose))],
    read: ['shop', 'web, db', 'postgres:18', '8080:80'],
  },
];

/** Small documents of many kinds, each as its specification has it. */
export const smallDocuments: readonly SmallDocument[] = [
  ...models,
  ...modules,
  ...attestations,
  ...manifests,
];
