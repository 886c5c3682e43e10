import type { Layer } from '#e2e/content/image';
import type { Package } from '#e2e/demo/images/packages';
import { alpinePackages, earlierNpmPackages, npmPackages } from '#e2e/demo/images/packages';

/** The layers of the shop's image, as its Dockerfile would make them; scanners find every package in them. */
export function storefrontLayers(version: string, architecture: string): readonly Layer[] {
  const packages = version === '2.4.1' ? npmPackages : earlierNpmPackages;
  return [alpineLayer(architecture), dependenciesLayer(packages), applicationLayer(version)];
}

/** A small Alpine system of its release files and its package database. */
export function alpineLayer(architecture: string): Layer {
  const machine = architecture === 'arm64' ? 'aarch64' : 'x86_64';
  return {
    createdBy: `ADD alpine-minirootfs-3.22.1-${machine}.tar.gz / # buildkit`,
    files: {
      'etc/alpine-release': '3.22.1\n',
      'etc/os-release':
        'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.22.1\nPRETTY_NAME="Alpine Linux v3.22"\nHOME_URL="https://alpinelinux.org/"\n',
      'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
      'etc/group': 'root:x:0:root\nnode:x:1000:node\n',
      'lib/apk/db/installed': alpinePackages.map((entry) => apkEntry(entry, machine)).join('\n'),
    },
  };
}

function apkEntry({ name, version, license }: Package, machine: string): string {
  const lines = [
    `P:${name}`,
    `V:${version}`,
    `A:${machine}`,
    `L:${license}`,
    `o:${name.replace(/-.*$/, '')}`,
  ];
  return `${lines.join('\n')}\n`;
}

function dependenciesLayer(packages: readonly Package[]): Layer {
  const files = packages.map(({ name, version, license }) => [
    `srv/storefront/node_modules/${name}/package.json`,
    JSON.stringify({ name, version, license }),
  ]);
  return { createdBy: 'RUN npm ci --omit=dev # buildkit', files: Object.fromEntries(files) };
}

function applicationLayer(version: string): Layer {
  return {
    createdBy: 'COPY --chown=node:node . /srv/storefront # buildkit',
    files: {
      'srv/storefront/package.json': JSON.stringify(
        { name: '@acme/storefront', version, license: 'UNLICENSED', type: 'module', main: 'server.js' },
        null,
        2,
      ),
      'srv/storefront/server.js': serverSource,
      'srv/storefront/routes/cart.js':
        "import { Router } from 'express';\n\nexport const cart = Router()\n  .get('/', (request, response) => response.json(request.session.cart ?? []))\n  .post('/', (request, response) => {\n    request.session.cart = [...(request.session.cart ?? []), request.body];\n    response.status(201).json(request.session.cart);\n  });\n",
      'srv/storefront/config/default.json': JSON.stringify(
        {
          port: 8080,
          catalogue: 'https://catalogue.acme.example',
          currency: 'EUR',
          featureFlags: ['gift-wrap'],
        },
        null,
        2,
      ),
      'srv/storefront/public/index.html':
        '<!doctype html>\n<html lang="en">\n  <head><title>Acme</title><link rel="stylesheet" href="/shop.css"></head>\n  <body><main id="shop"></main></body>\n</html>\n',
      'usr/local/bin/docker-entrypoint.sh': '#!/bin/sh\nset -e\nexec tini -- node "$@"\n',
    },
  };
}

const serverSource = `import express from 'express';
import helmet from 'helmet';
import { cart } from './routes/cart.js';

const app = express().use(helmet()).use(express.json()).use('/cart', cart).use(express.static('public'));
app.get('/healthz', (_, response) => response.send('ok'));
const server = app.listen(process.env.PORT ?? 8080);
process.once('SIGTERM', () => server.close());
`;
