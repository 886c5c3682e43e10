import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditWith, rowWith } from '#e2e/fakes/audit-example';
import { testServices } from '#e2e/fakes/call-route';
import { serveTeam } from '#e2e/fakes/team-in-test';
import { auditsOf } from './audits-of.ts';
import { openSavedAudits } from './saved-audits.ts';

const example = auditWith([rowWith({ verdict: 'pass' })]);
const newFolder = () => mkdtemp(join(tmpdir(), 'orrery-audits-'));

test('in a team an audit is its own person’s alone, also after the process that saved it', async () => {
  const dataDir = await newFolder();
  serveTeam({ dataDir });
  const { id } = await auditsOf({ owner: 'ada' }).save('ada', example);
  expect((await auditsOf({ owner: 'ada' }).list('ada')).audits).toHaveLength(1);
  for (const owner of ['eve', '', '..']) {
    expect((await auditsOf({ owner }).list(owner)).audits).toEqual([]);
    await expect(auditsOf({ owner }).find(owner, id)).rejects.toMatchObject({
      problem: { code: 'not-found' },
    });
  }
  // What another process opens knows nobody's name: the folder alone keeps them apart.
  expect((await openSavedAudits(join(dataDir, 'audits')).list('eve')).audits).toEqual([]);
});

test('on one’s own machine what no session saved is everybody’s', async () => {
  testServices({ dataDir: await newFolder() });
  await auditsOf({ owner: '' }).save('', example);
  expect((await auditsOf({ owner: 'ada' }).list('ada')).audits).toHaveLength(1);
});
