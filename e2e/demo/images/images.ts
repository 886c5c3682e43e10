import type { Layer } from '#e2e/content/image';
import { addImage, addIndex } from '#e2e/content/image';
import type { LayoutWriter } from '#e2e/content/layout-writer';
import { withBuildAttestations } from '#e2e/demo/images/buildkit';
import { alpineLayer, storefrontLayers } from '#e2e/demo/images/layers';
import type { Annotations, Descriptor } from '#lib/oci/descriptor';

const architectures = ['amd64', 'arm64'] as const;

/** An image index of the shop for two platforms. */
export async function addStorefront(
  layout: LayoutWriter,
  version: string,
  created: string,
): Promise<Descriptor> {
  const about = annotationsOf('storefront', version, created);
  const images = await Promise.all(
    architectures.map((architecture) =>
      addImage(layout, {
        platform: { os: 'linux', architecture },
        created,
        layers: storefrontLayers(version, architecture),
        config: {
          User: 'node',
          WorkingDir: '/srv/storefront',
          Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'NODE_ENV=production', 'PORT=8080'],
          ExposedPorts: { '8080/tcp': {} },
          Entrypoint: ['docker-entrypoint.sh'],
          Cmd: ['server.js'],
          StopSignal: 'SIGTERM',
          Labels: about,
        },
        annotations: about,
      }),
    ),
  );
  return addIndex(layout, images, about);
}

/** An index as BuildKit writes it with `--attest`: each platform, and beside it what was attested of its build. */
export async function addCheckout(
  layout: LayoutWriter,
  version: string,
  created: string,
): Promise<Descriptor> {
  const images = await Promise.all(
    architectures.map((architecture) =>
      addService(layout, { name: 'checkout', version, created, architecture }),
    ),
  );
  return addIndex(layout, withBuildAttestations(layout, images, { version, created }));
}

export type Service = {
  readonly name: string;
  readonly version: string;
  readonly created: string;
  readonly architecture: (typeof architectures)[number];
};

/** A compiled service on Alpine, for one platform. */
export function addService(layout: LayoutWriter, service: Service): Promise<Descriptor> {
  const { name, version, created, architecture } = service;
  return addImage(layout, {
    platform: { os: 'linux', architecture },
    created,
    layers: [alpineLayer(architecture), serviceLayer(service)],
    config: {
      User: '65532',
      Entrypoint: [`/usr/bin/${name}`],
      Env: ['PATH=/usr/bin:/bin', `${name.toUpperCase()}_LISTEN=:9090`],
      ExposedPorts: { '9090/tcp': {} },
      Labels: annotationsOf(name, version, created),
    },
  });
}

function serviceLayer({ name, version, architecture }: Service): Layer {
  return {
    createdBy: `COPY --from=build /out/${name} /usr/bin/${name} # buildkit`,
    files: {
      [`usr/bin/${name}`]: `#!/bin/sh\necho "acme ${name} ${version} (${architecture})"\n`,
      [`etc/${name}/${name}.yaml`]: `listen: :9090\nlog:\n  level: info\ndatabase:\n  host: ${name}-db.acme.internal\n`,
    },
  };
}

function annotationsOf(name: string, version: string, created: string): Annotations {
  return {
    'org.opencontainers.image.title': name,
    'org.opencontainers.image.vendor': 'Acme Corporation',
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.created': created,
    'org.opencontainers.image.source': `https://git.acme.example/shop/${name}`,
    'org.opencontainers.image.revision': '7c1f0e6b52d84a9f93d1a64c0b8e2f75a1d9c340',
    'org.opencontainers.image.licenses': 'LicenseRef-Acme',
  };
}
