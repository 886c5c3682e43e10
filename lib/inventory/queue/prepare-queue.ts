import { PgBoss } from 'pg-boss';
import type { QueuePlace } from './boss-options.ts';
import { bossOptions } from './boss-options.ts';
import { queues } from './queues.ts';

/**
 * Makes the tables of the queue, or brings them up to this release. One process does it at a time: pg-boss holds an
 * advisory lock of its own meanwhile.
 */
export async function prepareQueue(place: QueuePlace): Promise<void> {
  const boss = new PgBoss(bossOptions(place, true));
  // What fails rejects the call that failed, too.
  boss.on('error', () => undefined);
  await boss.start();
  try {
    for (const queue of queues) {
      await boss.createQueue(queue.name, queue);
      // What an earlier release has made waits and repeats by the numbers of this one.
      const { name, policy: _, ...options } = queue;
      await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}
