import { join } from 'node:path';
import { openLayoutWriter } from '#e2e/content/layout-writer';
import { createPublisher } from '#e2e/content/publisher';
import { writeChart } from '#e2e/demo/images/chart';
import { addCheckout, addService, addStorefront } from '#e2e/demo/images/images';
import { publishLegacy } from '#e2e/demo/legacy';
import { listChildren, publishEarlierRelease, publishRelease } from '#e2e/demo/release';
import type { Workbench } from '#e2e/tools/workbench';

const storefront = 'acme/storefront';

/** Fills a registry with everything that a company called Acme would have there; gives the keys that signed it. */
export async function fillDemo(bench: Workbench, host: string) {
  const publisher = createPublisher(bench);
  await writeImages(bench);
  await publishRelease({ bench, publisher, host });
  await publisher.push('images', 'checkout', `${host}/acme/checkout:1.9.0,latest`);
  await publisher.push('images', 'inventory', `${host}/acme/inventory:0.14.2`);
  await publishEarlierRelease({ bench, publisher, host });
  await publishWithdrawn(bench, publisher, host);
  await publishLegacy({ bench, publisher, host });
  await publishChart(bench, publisher, host);
  return publisher.publicKeys();
}

async function writeImages(bench: Workbench): Promise<void> {
  const layout = openLayoutWriter(join(bench.folder, 'images'));
  layout.tag(await addStorefront(layout, '2.4.1', '2026-10-23T09:12:44Z'), 'storefront');
  layout.tag(await addStorefront(layout, '2.4.0', '2026-09-30T08:41:02Z'), 'storefront-2.4.0');
  layout.tag(await addStorefront(layout, '2.3.7', '2026-08-18T10:05:31Z'), 'storefront-2.3.7');
  layout.tag(await addCheckout(layout, '1.9.0', '2026-11-02T16:20:09Z'), 'checkout');
  layout.tag(await addService(layout, service('payments', '3.2.0', '2025-03-11T07:55:18Z')), 'payments');
  layout.tag(await addService(layout, service('inventory', '0.14.2', '2026-11-12T12:00:00Z')), 'inventory');
}

function service(name: string, version: string, created: string) {
  return { name, version, created, architecture: 'amd64' } as const;
}

/** An image that was cleaned away, and the notes about it that stayed: a referrer whose subject is missing. */
async function publishWithdrawn(
  bench: Workbench,
  publisher: ReturnType<typeof createPublisher>,
  host: string,
) {
  const image = await publisher.push('images', 'storefront-2.3.7', `${host}/${storefront}:2.3.7`);
  const notes = await publisher.attach({
    subject: `${host}/${storefront}@${image}`,
    artifactType: 'application/vnd.acme.withdrawal-notice.v1+json',
    file: 'withdrawal-notice.json',
    content: { release: 'storefront 2.3.7', withdrawn: '2026-09-02', reason: 'Prices were rounded twice.' },
    annotations: { 'org.opencontainers.image.created': '2026-09-02T09:00:00Z' },
  });
  await bench.run('oras', ['tag', '--plain-http', `${host}/${storefront}@${notes}`, 'withdrawal-2.3.7']);
  const platforms = await listChildren(bench, `${host}/${storefront}@${image}`);
  for (const digest of [image, ...platforms]) {
    await bench.run('crane', ['delete', `${host}/${storefront}@${digest}`]);
  }
}

async function publishChart(bench: Workbench, publisher: ReturnType<typeof createPublisher>, host: string) {
  writeChart(join(bench.folder, 'chart'), '2.4.1');
  await bench.run('helm', ['package', 'chart']);
  await bench.run('helm', ['push', '--plain-http', 'storefront-2.4.1.tgz', `oci://${host}/acme/charts`]);
  const chart = `${host}/acme/charts/storefront`;
  const digest = (await bench.run('crane', ['digest', `${chart}:2.4.1`])).trim();
  await publisher.sign(`${chart}@${digest}`);
}
