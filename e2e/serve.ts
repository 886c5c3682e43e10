import { once } from 'node:events';
import { startOrrery } from '#e2e/registries/orrery';

// What the stories talk to: the product with its demo in a data folder of its own, until the runner ends it.
const orrery = await startOrrery({ port: Number(process.env.STORIES_PORT ?? 3000), demo: true });
await Promise.race(['SIGTERM', 'SIGINT'].map((signal) => once(process, signal)));
await orrery.stop();
