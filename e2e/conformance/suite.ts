import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startOrrery } from '#e2e/registries/orrery';
import { countJunit } from '#e2e/suites/counts';
import type { Suite, Totals } from '#e2e/suites/suite';
import { leftOut } from '#e2e/suites/suite';
import { findTool } from '#e2e/tools/find-tool';
import { run } from '#e2e/tools/run';

/** The OCI distribution conformance suite against our own `/v2/`, with every category that version 1.1 switches on. */
export const conformanceSuite: Suite = {
  name: 'conformance',
  run: async () => {
    const tool = await findTool('conformance');
    if (tool.status === 'missing') {
      console.log(`LEFT OUT  the conformance suite. ${tool.reason}`);
      return leftOut('conformance', tool.reason);
    }
    const orrery = await startOrrery();
    try {
      return await runConformance(tool.path, orrery.host);
    } finally {
      await orrery.stop();
    }
  },
};

async function runConformance(program: string, host: string): Promise<Totals> {
  const results = await mkdtemp(join(tmpdir(), 'orrery-conformance-'));
  const environment = {
    OCI_REGISTRY: host,
    OCI_TLS: 'disabled',
    OCI_VERSION: '1.1',
    OCI_RESULTS_DIR: results,
  };
  const said = await run(program, [], { environment, folder: results, timeoutMs: 300_000 }).then(
    ({ stdout, stderr }) => stdout + stderr,
    (cause: Error) => cause.message,
  );
  console.log(shorten(said));
  // A configuration it cannot read ends it with status 0 and no report at all.
  const xml = await readFile(join(results, 'junit.xml'), 'utf8');
  await rm(results, { recursive: true, force: true });
  return countJunit(xml);
}

// Some 850 lines say Pass; who reads the output looks for the others and for the summary.
function shorten(said: string): string {
  const summary = said.indexOf('OCI Conformance Result');
  if (summary < 0) return said;
  const others = said.split('\n').filter((line) => /^ *OCI Conformance Test.*: (?!Pass$)/.test(line));
  return [...others, '', said.slice(summary)].join('\n');
}
