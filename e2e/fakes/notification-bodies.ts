import type { RegistryChange } from '#lib/inventory/queue/scan-job';
import { digestOf } from './inventory-records.ts';

type RecordedDelivery = {
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** What it comes to. */
  readonly changes: readonly RegistryChange[];
};

const digest = digestOf('image');
const subject = digestOf('subject');
const repository = 'team/app';
const manifest = 'application/vnd.oci.image.manifest.v1+json';
const index = 'application/vnd.oci.image.index.v1+json';

// As distribution 3 sent them when oras pushed, attached and deleted.
const origin = {
  actor: {},
  source: { addr: 'vm:5000', instanceID: '01a21cc7-bdc8-7646-92a7-a7fb717471e9' },
};
const distribution = (action: string, target: object) => ({
  events: [
    {
      id: '01a21cc7-be7b-759f-8688-21e2994ca55f',
      timestamp: '2026-11-27T11:33:02.20336912Z',
      action,
      target,
      request: { id: '01a21cc7-be6b', addr: '127.0.0.1:47746', host: '127.0.0.1:5000', method: 'PUT' },
      ...origin,
    },
  ],
});
const stored = (mediaType: string, path: string, more: object = {}) => ({
  ...{ mediaType, digest, size: 547, length: 547, repository },
  url: `http://127.0.0.1:5000/v2/team/app/${path}/${digest}`,
  ...more,
});
const zotEvent = { name: repository, reference: '1.0', digest, mediaType: manifest, manifest: '{}' };
const harborContent = (more: object) => ({
  resources: [{ digest, tag: '1.0', resource_url: `harbor.example/${repository}:1.0`, ...more }],
  repository: { name: 'app', namespace: 'team', repo_full_name: repository, repo_type: 'private' },
});
const acrEvent = {
  id: 'cb8c3971-9adc-488b-xxxx-43cbb4974ff5',
  timestamp: '2017-11-17T16:52:01.343145347Z',
  action: 'push',
  target: { mediaType: manifest, size: 524, digest, length: 524, repository, tag: '1.0' },
  request: { id: '3cbb6949', host: 'acme.azurecr.io', method: 'PUT', useragent: 'docker/17.09' },
};
const ghcrPackage = {
  name: 'App',
  namespace: 'Team',
  package_type: 'CONTAINER',
  package_version: { version: digest, container_metadata: { tag: { name: '1.0', digest } } },
};
const ecrEvent = (detail: object, type = 'ECR Image Action') => ({
  ...{ version: '0', id: '13cde686-328b-6117-af20-0e5566167482', 'detail-type': type, source: 'aws.ecr' },
  ...{ account: '123456789012', time: '2019-11-16T01:54:34Z', region: 'us-west-2', resources: [] },
  detail: { result: 'SUCCESS', 'repository-name': repository, 'image-digest': digest, ...detail },
});

/** What registries send when something is pushed, attached, deleted or read. */
export const deliveries: readonly RecordedDelivery[] = [
  {
    name: 'distribution: a tag is pushed',
    body: distribution('push', stored(manifest, 'manifests', { tag: '1.0' })),
    changes: [{ repository, tag: '1.0', digest }],
  },
  {
    name: 'distribution: something is attached, which comes without a tag and without its subject',
    body: distribution('push', stored(manifest, 'manifests')),
    changes: [{ repository, digest }],
  },
  {
    name: 'distribution: the list of referrers is written under its tag',
    body: distribution('push', stored(index, 'manifests', { tag: subject.replace(':', '-') })),
    changes: [{ repository, tag: subject.replace(':', '-'), digest }],
  },
  {
    name: 'distribution: a blob is pushed',
    body: distribution('push', stored('application/octet-stream', 'blobs')),
    changes: [],
  },
  {
    name: 'distribution: somebody reads',
    body: distribution('pull', stored(manifest, 'manifests', { tag: '1.0' })),
    changes: [],
  },
  {
    name: 'distribution: a manifest is deleted',
    body: distribution('delete', { mediaType: '', digest, size: 0, repository }),
    changes: [{ repository, digest, isDeleted: true }],
  },
  {
    name: 'distribution: a tag is deleted',
    body: distribution('delete', { mediaType: '', digest: '', size: 0, repository, tag: '1.0' }),
    changes: [{ repository, tag: '1.0', isDeleted: true }],
  },
  {
    name: 'zot: an image is pushed, as a CloudEvent in binary mode',
    headers: { 'ce-type': 'zotregistry.image.updated', 'ce-specversion': '1.0' },
    body: zotEvent,
    changes: [{ repository, tag: '1.0', digest }],
  },
  {
    name: 'zot: an image is pushed by digest, as a CloudEvent in structured mode',
    body: {
      ...{ specversion: '1.0', id: '1', source: 'zot', type: 'zotregistry.image.updated' },
      data: { ...zotEvent, reference: digest },
    },
    changes: [{ repository, digest }],
  },
  {
    name: 'zot: an image is deleted, with a prefix of the operator',
    headers: { 'ce-type': 'com.acme.registry.image.deleted' },
    body: zotEvent,
    changes: [{ repository, tag: '1.0', digest, isDeleted: true }],
  },
  {
    name: 'zot: a repository is there',
    headers: { 'ce-type': 'zotregistry.repository.created' },
    body: { name: repository },
    changes: [{ repository }],
  },
  {
    name: 'zot: an image was not stored',
    headers: { 'ce-type': 'zotregistry.image.lint_failed' },
    body: zotEvent,
    changes: [],
  },
  {
    name: 'Harbor: an artifact is pushed',
    body: {
      type: 'PUSH_ARTIFACT',
      occur_at: 1_586_922_308,
      operator: 'admin',
      event_data: harborContent({}),
    },
    changes: [{ repository, tag: '1.0', digest }],
  },
  {
    name: 'Harbor: an artifact is pushed by digest, which stands in the place of the tag',
    body: {
      type: 'PUSH_ARTIFACT',
      occur_at: 1,
      operator: 'admin',
      event_data: harborContent({ tag: digest }),
    },
    changes: [{ repository, digest }],
  },
  {
    name: 'Harbor: a scan has finished',
    body: { type: 'SCANNING_COMPLETED', occur_at: 1, operator: 'auto', event_data: harborContent({}) },
    changes: [{ repository, tag: '1.0', digest }],
  },
  {
    name: 'Harbor: an artifact is read',
    body: { type: 'PULL_ARTIFACT', occur_at: 1, operator: 'admin', event_data: harborContent({}) },
    changes: [],
  },
  {
    name: 'Harbor: an artifact is deleted, as a CloudEvent',
    body: {
      ...{ specversion: '1.0', id: '1', source: '/projects/1', type: 'harbor.artifact.deleted' },
      data: harborContent({}),
    },
    changes: [{ repository, tag: '1.0', digest, isDeleted: true }],
  },
  {
    name: 'Quay: tags are pushed',
    body: {
      ...{ repository, namespace: 'team', name: 'app', docker_url: 'quay.io/team/app' },
      updated_tags: ['1.0', 'latest'],
    },
    changes: [
      { repository, tag: '1.0' },
      { repository, tag: 'latest' },
    ],
  },
  {
    name: 'Quay: a tag is pushed, as older ones write it',
    body: { repository, docker_url: 'quay.io/team/app', updated_tags: { latest: 'fd0b0f' } },
    changes: [{ repository, tag: 'latest' }],
  },
  {
    name: 'GitHub: a container is published',
    headers: { 'x-github-event': 'registry_package' },
    body: { action: 'published', registry_package: ghcrPackage },
    changes: [{ repository, tag: '1.0', digest }],
  },
  {
    name: 'GitHub: a container without a tag is published',
    headers: { 'x-github-event': 'package' },
    body: {
      action: 'published',
      package: {
        ...ghcrPackage,
        package_version: { version: digest, container_metadata: { tag: { name: '', digest: '' } } },
      },
    },
    changes: [{ repository, digest }],
  },
  {
    name: 'GitHub: a package of npm is published',
    headers: { 'x-github-event': 'registry_package' },
    body: { action: 'published', registry_package: { ...ghcrPackage, package_type: 'npm' } },
    changes: [],
  },
  {
    name: 'GitHub: the webhook is made',
    headers: { 'x-github-event': 'ping' },
    body: { zen: 'Keep it logically awesome.', hook_id: 1 },
    changes: [],
  },
  {
    name: 'Amazon: an image is pushed',
    body: ecrEvent({ 'action-type': 'PUSH', 'image-tag': 'latest' }),
    changes: [{ repository, tag: 'latest', digest }],
  },
  {
    name: 'Amazon: something is attached',
    body: ecrEvent({ 'action-type': 'PUSH' }, 'ECR Referrer Action'),
    changes: [{ repository, digest }],
  },
  {
    name: 'Amazon: an image is deleted',
    body: ecrEvent({ 'action-type': 'DELETE', 'image-tag': 'latest' }),
    changes: [{ repository, tag: 'latest', digest, isDeleted: true }],
  },
  {
    name: 'Amazon: a scan of its own has finished',
    body: ecrEvent({ 'scan-status': 'COMPLETE' }, 'ECR Image Scan'),
    changes: [],
  },
  {
    name: 'Azure: an image is pushed',
    body: acrEvent,
    changes: [{ repository, tag: '1.0', digest }],
  },
  {
    name: 'Azure: an image is deleted, through Event Grid',
    body: [
      {
        ...{ id: '1', topic: '/subscriptions/1', subject: 'app', eventTime: '2018-04-26T16:54:46.27Z' },
        eventType: 'Microsoft.ContainerRegistry.ImageDeleted',
        data: { ...acrEvent, action: 'delete', target: { mediaType: manifest, digest, repository } },
        dataVersion: '1.0',
      },
    ],
    changes: [{ repository, digest, isDeleted: true }],
  },
  {
    name: 'Docker Hub: a tag is pushed',
    body: {
      callback_url: 'https://registry.hub.docker.com/u/team/app/hook/2141b5bi5i5b02bec211i4eeih0242eg11000a/',
      push_data: { pushed_at: 1_417_566_161, pusher: 'ada', tag: 'latest' },
      repository: { name: 'app', namespace: 'team', owner: 'team', repo_name: repository, status: 'Active' },
    },
    changes: [{ repository, tag: 'latest' }],
  },
];
