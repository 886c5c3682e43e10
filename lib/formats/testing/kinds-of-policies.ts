import type { KindRow } from './sketch.ts';
import { configured, example, image, layer, tgz } from './sketch.ts';

const wasmLayer = 'application/vnd.wasm.content.layer.v1+wasm';

/** Rows 53–62 of the catalogue: policies and Wasm. */
export const kindsOfPolicies: readonly KindRow[] = [
  example(
    53,
    'OPA bundle',
    configured('application/vnd.cncf.openpolicyagent.config.v1+json', [tgz]),
    'policy',
    'opa',
  ),
  example(
    54,
    'Conftest policy',
    configured('application/vnd.cncf.openpolicyagent.config.v1+json', [
      'application/vnd.cncf.openpolicyagent.policy.layer.v1+rego',
    ]),
    'policy',
    'opa',
  ),
  example(
    55,
    'Kyverno policy',
    configured('application/vnd.cncf.kyverno.config.v1+json', [
      'application/vnd.cncf.kyverno.policy.layer.v1+yaml',
    ]),
    'policy',
    'kyverno',
  ),
  example(
    56,
    'Kubewarden policy',
    configured('application/vnd.wasm.config.v1+json', [wasmLayer], {
      annotations: { 'io.kubewarden.policy.title': 'psp' },
    }),
    'policy',
    'kubewarden',
  ),
  example(
    57,
    'Falco rules',
    configured('application/vnd.cncf.falco.rulesfile.config.v1+json', [
      'application/vnd.cncf.falco.rulesfile.layer.v1+tar.gz',
    ]),
    'policy',
    'falco',
  ),
  example(
    57,
    'Falco plugin',
    configured('application/vnd.cncf.falco.plugin.config.v1+json', [
      'application/vnd.cncf.falco.plugin.layer.v1+tar.gz',
    ]),
    'policy',
    'falco-plugin',
  ),
  example(
    58,
    'Trivy database',
    configured('application/vnd.aquasec.trivy.config.v1+json', [
      'application/vnd.aquasec.trivy.db.layer.v1.tar+gzip',
    ]),
    'package',
    'trivy-db',
  ),
  example(
    58,
    'Trivy Java database',
    configured('application/vnd.aquasec.trivy.config.v1+json', [
      'application/vnd.aquasec.trivy.javadb.layer.v1.tar+gzip',
    ]),
    'package',
    'trivy-java-db',
  ),
  example(
    59,
    'Wasm component',
    configured(layer('application/vnd.wasm.config.v0+json', { os: 'wasip2', architecture: 'wasm' }), [
      'application/wasm',
    ]),
    'wasm',
    'wasm',
  ),
  example(
    60,
    'Wasm of before',
    configured('application/vnd.wasm.config.v1+json', [wasmLayer]),
    'wasm',
    'wasm',
  ),
  example(
    60,
    'Wasm in an image',
    image([tgz], { annotations: { 'module.wasm.image/variant': 'compat' } }),
    'wasm',
    'wasm-compat',
  ),
  example(
    61,
    'Spin app',
    configured('application/vnd.fermyon.spin.application.v1+config', [wasmLayer]),
    'wasm',
    'spin',
  ),
  example(
    62,
    'wasmCloud component',
    configured('application/vnd.wasmcloud.actor.archive.config', [
      'application/vnd.module.wasm.content.layer.v1+wasm',
    ]),
    'wasm',
    'wasmcloud',
  ),
];
