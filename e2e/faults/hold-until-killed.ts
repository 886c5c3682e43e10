// A replica without pages: takes an upload of ada and archives a plan in the data folder that it is given, unless an
// earlier one has, says the id of the upload on standard output, and gives both to other replicas until it is ended.
import { Readable } from 'node:stream';
import { testServices } from '#e2e/fakes/call-route';
import { fakePlan } from '#e2e/fakes/fake-plan';
import { sampleArchive } from '#e2e/fakes/sample-archive';
import { serveTeam } from '#e2e/fakes/team-in-test';
import { Secret } from '#lib/registry/auth/credential';
import { archivePath, keepArchive } from '#lib/server/plans/run/archives';
import { getServices } from '#lib/server/platform/services';
import { openSharedPersistence } from '#lib/server/postgres/open-shared-persistence';
import { receiveUpload } from '#lib/server/sessions/layouts/receive-upload';
import { internalAddressOf, openToReplicas } from '#lib/server/start/open-to-replicas';

const [databaseUrl = '', dataDir = '', port = '', known] = process.argv.slice(2);
serveTeam();
const { shared } = getServices().settings;
if (shared === undefined) throw new Error('A team is served.');
const settings = {
  dataDir,
  shared: { ...shared, internalAddress: { host: '127.0.0.1', port: Number(port) } },
};
testServices(settings);
const address = internalAddressOf(settings);
const onAuditLine = () => {};
const persistence = await openSharedPersistence({
  ...{ databaseUrl: new Secret(databaseUrl), dataDir, address, onAuditLine },
});
const servers = await openToReplicas(settings, persistence);
process.once('SIGTERM', async () => {
  for (const server of servers) server.close();
  await persistence.close();
  process.exit(0);
});
process.stdout.write(`${known ?? (await hold())}\n`);

async function hold(): Promise<string> {
  const { signal } = new AbortController();
  const bytes = await sampleArchive();
  const sent = { name: 'app.tar', digest: undefined, length: bytes.length, signal };
  const { id } = await receiveUpload({ ...sent, body: Readable.from([bytes]) });
  await persistence.holdings?.add('upload', id, 'ada');
  await persistence.journal.add('ada', fakePlan('plan-1', 1, { expires: '2999-01-01T00:00:00Z' }));
  const archived = new Response('archived').body;
  if (archived !== null)
    await keepArchive(archivePath(dataDir, 'plan-1'), archived, { signal, onBytes: () => {} });
  await persistence.holdings?.add('archive', 'plan-1', 'ada');
  return id;
}
