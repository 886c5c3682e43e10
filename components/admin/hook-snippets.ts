/** Where a registry sends its notifications, and what it proves with that they are its own. */
export type HookTarget = { readonly address: string; readonly token: string };

/** How a kind of registry is told where to send its notifications. */
type HookSnippet = {
  readonly id: string;
  readonly title: string;
  /** What to do with the text, in one or two sentences. */
  readonly note: string;
  readonly text: (target: HookTarget) => string;
};

/** The kinds of registries that notify Orrery. */
export const hookSnippets = [
  {
    id: 'distribution',
    title: 'Distribution',
    note: 'Add it to config.yml. Reads are events there, too: they are left out, or each scan would notify Orrery of itself.',
    text: ({ address, token }) => `notifications:
  endpoints:
    - name: orrery
      url: ${address}
      headers:
        Authorization: [Bearer ${token}]
      timeout: 2s
      threshold: 5
      backoff: 10s
      ignore:
        actions: [pull]
`,
  },
  {
    id: 'zot',
    title: 'zot',
    note: 'Add it to config.json. The build of zot must have the extension events.',
    text: ({ address, token }) => {
      const headers = { Authorization: `Bearer ${token}` };
      const events = { enable: true, sinks: [{ type: 'http', address, timeout: '2s', headers }] };
      return toText({ extensions: { events } });
    },
  },
  {
    id: 'harbor',
    title: 'Harbor',
    note: 'Send it for each project to POST /api/v2.0/projects/<project>/webhook/policies, or enter the same under Webhooks.',
    text: ({ address, token }) =>
      toText({
        name: 'orrery',
        enabled: true,
        event_types: ['PUSH_ARTIFACT', 'DELETE_ARTIFACT', 'SCANNING_COMPLETED'],
        targets: [{ type: 'http', address, auth_header: `Bearer ${token}`, payload_format: 'Default' }],
      }),
  },
  {
    id: 'quay',
    title: 'Quay',
    note: 'Send it for each repository to POST /api/v1/repository/<namespace>/<name>/notification/. Quay sends no header: the token stands in the address.',
    text: (target) =>
      toText({
        event: 'repo_push',
        method: 'webhook',
        title: 'Orrery',
        eventConfig: {},
        config: { url: withPassword(target) },
      }),
  },
  {
    id: 'ghcr',
    title: 'GitHub',
    note: 'Add a webhook to the organization, with the event “Registry packages” alone. GitHub signs with the secret and does not send it.',
    text: ({ address, token }) =>
      `Payload URL:  ${address}\nContent type: application/json\nSecret:       ${token}\n`,
  },
  {
    id: 'ecr',
    title: 'Amazon ECR',
    note: 'EventBridge sends the events of ECR to an API destination. Its connection has the token; the target is a rule with this pattern.',
    text: ({ address, token }) => `aws events create-connection --name orrery --authorization-type API_KEY \\
  --auth-parameters '${JSON.stringify({ ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue: `Bearer ${token}` } })}'
aws events create-api-destination --name orrery --http-method POST \\
  --connection-arn <its ARN> --invocation-endpoint ${address}
aws events put-rule --name orrery \\
  --event-pattern '${JSON.stringify({ source: ['aws.ecr'], 'detail-type': ['ECR Image Action', 'ECR Referrer Action'] })}'
aws events put-targets --rule orrery \\
  --targets Id=orrery,Arn=<ARN of the destination>,RoleArn=<a role that may invoke it>
`,
  },
  {
    id: 'acr',
    title: 'Azure',
    note: 'Make a webhook of the registry.',
    text: ({ address, token }) => `az acr webhook create --registry <registry> --name orrery \\
  --actions push delete --uri ${address} \\
  --headers "Authorization=Bearer ${token}"
`,
  },
  {
    id: 'docker-hub',
    title: 'Docker Hub',
    note: 'Add a webhook to each repository. Docker Hub sends no header: the token stands in the address.',
    text: (target) => `${withPassword(target)}\n`,
  },
] as const satisfies readonly HookSnippet[];

export type HookSnippetId = (typeof hookSnippets)[number]['id'];

/** The kind that a registry of this name is likely to be. */
export function likelySnippet(host: string): HookSnippetId {
  const row = likely.find(([pattern]) => pattern.test(host));
  return row?.[1] ?? 'distribution';
}

const likely: readonly (readonly [RegExp, HookSnippetId])[] = [
  [/^docker\.io$/, 'docker-hub'],
  [/^ghcr\.io$/, 'ghcr'],
  [/(?:^|\.)quay\./, 'quay'],
  [/\.amazonaws\.com(?:\.cn)?$/, 'ecr'],
  [/\.azurecr\.(?:io|cn|us)$/, 'acr'],
  [/harbor/, 'harbor'],
  [/zot/, 'zot'],
];

function withPassword({ address, token }: HookTarget): string {
  return address.replace('://', `://orrery:${token}@`);
}

function toText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
