import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes the sources of the shop's Helm chart into a folder. */
export function writeChart(folder: string, version: string): void {
  for (const [name, content] of Object.entries(chartFiles(version))) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

function chartFiles(version: string): Readonly<Record<string, string>> {
  return {
    'Chart.yaml': `apiVersion: v2
name: storefront
description: The web shop of Acme
type: application
version: ${version}
appVersion: ${version}
home: https://shop.acme.example
keywords: [shop, web]
maintainers:
  - name: Shop Platform
    email: shop-platform@acme.example
`,
    'values.yaml': `image:
  repository: registry.acme.example/acme/storefront
  tag: ${version}
replicas: 3
resources:
  requests: { cpu: 250m, memory: 256Mi }
ingress:
  host: shop.acme.example
`,
    'README.md':
      '# storefront\n\nInstalls the web shop: `helm install shop oci://registry.acme.example/acme/charts/storefront`.\n',
    'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
spec:
  replicas: {{ .Values.replicas }}
  selector:
    matchLabels: { app: {{ .Release.Name }} }
  template:
    metadata:
      labels: { app: {{ .Release.Name }} }
    spec:
      containers:
        - name: storefront
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          ports: [{ containerPort: 8080 }]
          resources: {{- toYaml .Values.resources | nindent 12 }}
`,
    'templates/service.yaml': `apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  selector: { app: {{ .Release.Name }} }
  ports: [{ port: 80, targetPort: 8080 }]
`,
  };
}
