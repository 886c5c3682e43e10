import { chromium } from '@playwright/test';
import { watchMemory } from '#e2e/bench/blob/watch-memory';
import type { Asked } from '#e2e/bench/documents/ask-document';
import {
  timeBare,
  timeFindings,
  timeFirstRows,
  timeSearch,
  timeSummaryAndRows,
  waitForAllRows,
} from '#e2e/bench/documents/ask-document';
import { largeReports, largeSbom, pushDocument } from '#e2e/bench/documents/large-sbom';
import { openInBrowser } from '#e2e/bench/documents/open-in-browser';
import { understandDemo } from '#e2e/bench/documents/understand-demo';
import { longestAnswerWhile } from '#e2e/bench/documents/watch-loop';
import { chromiumArguments, findChromium } from '#e2e/chromium';
import { startOrrery } from '#e2e/registries/orrery';
import { startDistribution, startZot } from '#e2e/registries/real-registries';
import { formatBytes } from '#lib/text/format';

// An SBOM of 100,000 packages opened through our interface and in the browser, against curl of the blob and JSON.parse in
// bare Node; a larger one; the findings of two long reports; and every document of the demo.
const rounds = 3;
const repository = 'bench/documents';
const registry = await startDistribution();
const orrery = await startOrrery({ access: 'open' });
const browser = await chromium.launch({ executablePath: await findChromium(), args: [...chromiumArguments] });
try {
  const sbom = largeSbom(100_000);
  // Compiles code, and starts the thread that reads: neither belongs to a document.
  const small = await push(largeSbom(20_000));
  await timeSummaryAndRows(small);
  await openInBrowser(browser, addressOf(small));
  say('SBOM', `${formatBytes(sbom.byteLength)}, 100,000 packages`);
  await measureOpening(sbom);
  await measureBurden('the same while it is opened', sbom);
  // Not one byte more than the rest of it, so that it is read in part.
  await measureBurden('JSON while it is opened', largeSbom(165_000));
  await measureFindings(10_000);
  const { documents, bytes, ours, bare } = await understandDemo();
  say('documents of the demo', `${documents}, ${formatBytes(bytes)}`);
  say('all of each, per MiB', `${ours.toFixed(1)} ms, JSON.parse alone ${bare.toFixed(1)} ms`);
  say('ratio', (ours / bare).toFixed(2));
} finally {
  await browser.close();
  await orrery.stop();
  await registry.stop();
}

/** Other bytes in each round: the same ones would be remembered. */
async function measureOpening(sbom: Buffer): Promise<void> {
  const bare: number[] = [];
  const times = {
    'first rows': [] as number[],
    'in the browser': [] as number[],
    'in the browser, with the page': [] as number[],
    'whole summary, then rows': [] as number[],
  };
  let search = 0;
  for (let round = 0; round < rounds; round += 1) {
    const next = (way: number) => push(Buffer.concat([sbom, Buffer.from(' '.repeat(round * 3 + way))]));
    const first = await next(0);
    bare.push(await timeBare(`${registry.url}/v2/${repository}/blobs/${first.blob}`));
    times['first rows'].push(await timeFirstRows(first));
    await waitForAllRows(first);
    search = await timeSearch(first);
    const { pageMs, documentMs } = await openInBrowser(browser, addressOf(await next(1)));
    times['in the browser'].push(documentMs);
    times['in the browser, with the page'].push(pageMs);
    times['whole summary, then rows'].push(await timeSummaryAndRows(await next(2)));
  }
  const baseline = Math.min(...bare);
  say('curl and JSON.parse', inMs(baseline));
  for (const [name, list] of Object.entries(times)) {
    const best = Math.min(...list);
    const expected = name === 'whole summary, then rows' ? '' : ' (expected: at most 1.50)';
    say(name, `${inMs(best)}, ratio ${(best / baseline).toFixed(2)}${expected}`);
  }
  say('search, p95', `${inMs(search)} (expected: below 60)`);
}

async function measureBurden(name: string, document: Buffer): Promise<void> {
  const asked = await push(Buffer.concat([document, Buffer.from('\n')]));
  const memory = watchMemory(orrery.pid);
  const longest = await longestAnswerWhile(orrery.url, async () => {
    await timeSummaryAndRows(asked);
    await waitForAllRows(asked);
  });
  say(name, formatBytes(document.byteLength));
  say('  longest answer of /livez', `${inMs(longest)} (expected: below 50)`);
  say('  memory growth', `${formatBytes(memory.stop())} (expected: below 256 MiB)`);
}

async function measureFindings(count: number): Promise<void> {
  // A registry that tells what hangs on an artifact.
  const zot = await startZot();
  try {
    const push = (bytes: Buffer, as: Parameters<typeof pushDocument>[3]) =>
      pushDocument(zot.url, repository, bytes, as);
    const subject = await push(Buffer.from('an image'), { type: 'text/plain' });
    for (const [type, report] of Object.entries(largeReports(count))) await push(report, { type, subject });
    const asked = { url: orrery.url, reference: `${zot.host}/${repository}@${subject.manifest}`, blob: '' };
    let time = 0;
    const longest = await longestAnswerWhile(orrery.url, async () => {
      time = await timeFindings(asked);
    });
    say('findings of two tools', `${inMs(time)}, ${count.toLocaleString('en')} each`);
    say('  longest answer of /livez', `${inMs(longest)} (expected: below 50)`);
  } finally {
    await zot.stop();
  }
}

async function push(bytes: Buffer): Promise<Asked> {
  const { manifest, blob } = await pushDocument(registry.url, repository, bytes);
  return { url: orrery.url, reference: `${registry.host}/${repository}@${manifest}`, blob };
}

function addressOf({ reference }: Asked): string {
  return `${orrery.url}/${reference}`;
}

function inMs(time: number): string {
  return `${time.toFixed(0)} ms`;
}

function say(name: string, text: string): void {
  console.log(`${name.padEnd(32)}${text}`);
}
