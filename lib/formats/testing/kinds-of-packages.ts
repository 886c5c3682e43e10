import { mediaTypes } from '#lib/oci/media-type';
import type { KindRow, Sketch } from './sketch.ts';
import { artifact, configured, example, image, index, layer, named, noted, tgz } from './sketch.ts';

/** Rows 48–52 and 63–81 of the catalogue: charts and packages. */
export const kindsOfPackages: readonly KindRow[] = [
  example(
    48,
    'Helm chart',
    configured(layer('application/vnd.cncf.helm.config.v1+json', { name: 'storefront', version: '1.4.2' }), [
      'application/vnd.cncf.helm.chart.content.v1.tar+gzip',
      'application/vnd.cncf.helm.chart.provenance.v1.prov',
    ]),
    'chart',
    'helm-chart',
  ),
  example(
    49,
    'Artifact Hub metadata',
    configured('application/vnd.cncf.artifacthub.config.v1+yaml', [
      'application/vnd.cncf.artifacthub.repository-metadata.layer.v1.yaml',
    ]),
    'package',
    'artifact-hub',
  ),
  {
    ...example(49, 'Artifact Hub metadata by its tag', image([tgz]), 'package', 'artifact-hub'),
    tags: ['artifacthub.io'],
  },
  example(
    50,
    'Flux sources',
    configured('application/vnd.cncf.flux.config.v1+json', ['application/vnd.cncf.flux.content.v1.tar+gzip']),
    'package',
    'flux',
  ),
  example(
    51,
    'Timoni module',
    configured('application/vnd.timoni.config.v1+json', ['application/vnd.timoni.content.v1.tar+gzip']),
    'package',
    'timoni',
  ),
  example(
    52,
    'Kustomize sources',
    artifact('application/vnd.unknown.artifact.v1', [named(tgz, 'deploy')]),
    'artifact',
    'files',
  ),
  example(
    63,
    'Bicep module',
    configured(
      'application/vnd.ms.bicep.module.config.v1+json',
      ['application/vnd.ms.bicep.module.layer.v1+json'],
      { artifactType: 'application/vnd.ms.bicep.module.artifact' },
    ),
    'package',
    'bicep',
  ),
  example(
    64,
    'OpenTofu module',
    artifact('application/vnd.opentofu.modulepkg', ['archive/zip']),
    'package',
    'opentofu',
  ),
  example(
    64,
    'OpenTofu provider',
    index([mediaTypes.ociManifest], { artifactType: 'application/vnd.opentofu.provider' }),
    'package',
    'opentofu-provider',
  ),
  example(
    65,
    'CUE module',
    configured('application/vnd.cue.module.v1+json', [
      'application/zip',
      'application/vnd.cue.modulefile.v1',
    ]),
    'package',
    'cue',
  ),
  example(
    66,
    'dev container feature',
    configured('application/vnd.devcontainers', ['application/vnd.devcontainers.layer.v1+tar']),
    'package',
    'devcontainer',
  ),
  example(
    67,
    'Compose project',
    artifact('application/vnd.docker.compose.project', ['application/vnd.docker.compose.file+yaml']),
    'package',
    'compose',
  ),
  example(
    68,
    'Zarf package',
    configured('application/vnd.zarf.config.v1+json', [
      named('application/vnd.zarf.layer.v1.blob', 'zarf.yaml'),
    ]),
    'package',
    'zarf',
  ),
  example(
    69,
    'OCM component',
    configured('application/vnd.ocm.software.component.config.v1+json', [
      'application/vnd.ocm.software.component-descriptor.v2+yaml+tar',
    ]),
    'package',
    'ocm',
  ),
  example(
    70,
    'CNAB bundle',
    index([mediaTypes.ociManifest], {
      annotations: { 'org.opencontainers.artifactType': 'application/vnd.cnab.manifest.v1' },
    }),
    'package',
    'cnab',
  ),
  example(
    71,
    'Singularity image',
    configured('application/vnd.sylabs.sif.config.v1+json', ['application/vnd.sylabs.sif.layer.v1.sif']),
    'package',
    'sif',
  ),
  example(
    72,
    'Tart VM',
    configured('application/vnd.cirruslabs.tart.config.v1', ['application/vnd.cirruslabs.tart.disk.v2']),
    'package',
    'tart',
  ),
  example(73, 'Tekton bundle', image([noted('dev.tekton.image.kind', 'task')]), 'package', 'tekton'),
  example(74, 'Crossplane package', image([noted('io.crossplane.xpkg', 'base')]), 'package', 'crossplane'),
  example(
    74,
    'Crossplane package by its labels',
    labelled({ 'io.crossplane.xpkg:sha256:aa': 'base' }),
    'package',
    'crossplane',
  ),
  example(
    75,
    'OLM bundle',
    labelled({ 'operators.operatorframework.io.bundle.package.v1': 'etcd' }),
    'package',
    'olm',
  ),
  example(76, 'imgpkg bundle', labelled({ 'dev.carvel.imgpkg.bundle': 'true' }), 'package', 'imgpkg'),
  example(
    77,
    'Ansible collection',
    artifact('application/vnd.ansible.collection.v1', ['application/gzip']),
    'package',
    'ansible',
  ),
  example(
    78,
    'KCL package',
    image([tgz], {
      annotations: { 'org.kcllang.package.name': 'k8s', 'org.kcllang.package.version': '1.31' },
    }),
    'package',
    'kcl',
  ),
  example(
    79,
    'GitHub action',
    configured(
      'application/vnd.github.actions.package.config.v1+json',
      ['application/vnd.github.actions.package.layer.v1.tar+gzip'],
      { artifactType: 'application/vnd.github.actions.package.v1+json' },
    ),
    'package',
    'github-action',
  ),
  example(
    80,
    'gadget of a vendor',
    artifact('application/vnd.gadget.image.v1', ['application/vnd.gadget.ebpf.program.v1+binary']),
    'artifact',
    'application/vnd.gadget.image.v1',
  ),
  example(
    81,
    'files of ORAS',
    artifact('application/vnd.unknown.artifact.v1', [named('application/octet-stream', 'notes.txt')]),
    'artifact',
    'files',
  ),
];

function labelled(labels: Readonly<Record<string, string>>): Sketch {
  const config = { os: 'linux', architecture: 'amd64', config: { Labels: labels } };
  return image([tgz], { config: layer(mediaTypes.ociConfig, config) });
}
