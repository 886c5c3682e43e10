import { mediaTypes } from '#lib/oci/media-type';
import type { KindRow } from './sketch.ts';
import { artifact, configured, example, layer, named } from './sketch.ts';

/** Rows 82–86 of the catalogue: models. */
export const kindsOfModels: readonly KindRow[] = [
  example(
    82,
    'ModelPack',
    configured(
      layer('application/vnd.cncf.model.config.v1+json', { descriptor: { name: 'llama' } }),
      ['application/vnd.cncf.model.weight.v1.raw'],
      { artifactType: 'application/vnd.cncf.model.manifest.v1+json' },
    ),
    'model',
    'modelpack',
  ),
  example(
    83,
    'Docker AI model',
    configured(
      layer('application/vnd.docker.ai.model.config.v0.1+json', { config: { architecture: 'llama' } }),
      ['application/vnd.docker.ai.gguf.v3'],
    ),
    'model',
    'docker-ai',
  ),
  example(
    84,
    'Ollama model',
    {
      mediaType: mediaTypes.dockerManifest,
      config: layer(mediaTypes.dockerConfig, { model_family: 'llama', model_type: '8B' }),
      layers: ['application/vnd.ollama.image.model', 'application/vnd.ollama.image.license'],
    },
    'model',
    'ollama',
  ),
  example(
    85,
    'KitOps ModelKit',
    configured(layer('application/vnd.kitops.modelkit.config.v1+json', { package: { name: 'churn' } }), [
      'application/vnd.kitops.modelkit.model.v1.tar',
    ]),
    'model',
    'kitops',
  ),
  example(
    86,
    'model by its file',
    artifact('application/vnd.acme.weights', [named('application/octet-stream', 'tiny.Q4_0.GGUF')]),
    'model',
    'gguf',
  ),
  example(
    86,
    'ONNX model',
    artifact('application/vnd.unknown.artifact.v1', [named('application/octet-stream', 'net.onnx')]),
    'model',
    'onnx',
  ),
];
