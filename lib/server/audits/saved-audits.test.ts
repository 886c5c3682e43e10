import { mkdtemp, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { auditWith, rowWith } from '#e2e/fakes/audit-example';
import { openSavedAudits } from './saved-audits.ts';

const example = auditWith([rowWith({ verdict: 'fail', why: ['There is no SBOM.'] })]);
const newFolder = async () => join(await mkdtemp(join(tmpdir(), 'orrery-audits-')), 'audits');
const problemOf = (code: string) => ({ problem: { code } });

test('what was saved is there after a restart, byte for byte what it was', async () => {
  const folder = await newFolder();
  const saved = await openSavedAudits(folder, () => 0).save('', example);
  expect(saved).toMatchObject({ saved: '1970-01-01T00:00:00.000Z', counts: { fail: 1 } });
  const again = openSavedAudits(folder);
  expect(await again.list('')).toEqual({ audits: [saved], problems: [] });
  expect(await again.find('', saved.id)).toEqual({ saved, audit: example });
});

test('the newest comes first, and a scope is asked for alone', async () => {
  let now = 0;
  const audits = openSavedAudits(await newFolder(), () => now++);
  await audits.save('', example);
  await audits.save('', { ...example, scope: 'localhost:5000/acme/api' });
  await audits.save('', example);
  const times = async (scope?: string) =>
    (await audits.list('', scope)).audits.map(({ saved }) => new Date(saved).getTime());
  expect(await times()).toEqual([2, 1, 0]);
  expect(await times(example.scope)).toEqual([2, 0]);
});

test('what one session saved is not there for another, until the process ends', async () => {
  const folder = await newFolder();
  const audits = openSavedAudits(folder);
  const { id } = await audits.save('ada', example);
  expect((await audits.list('eve')).audits).toEqual([]);
  await expect(audits.find('eve', id)).rejects.toMatchObject(problemOf('not-found'));
  await expect(audits.remove('eve', id)).rejects.toMatchObject(problemOf('not-found'));
  expect((await audits.list('ada')).audits).toHaveLength(1);
  expect((await openSavedAudits(folder).list('eve')).audits).toHaveLength(1);
});

test('what is deleted is gone, and no text but an id reaches the disk', async () => {
  const folder = await newFolder();
  const audits = openSavedAudits(folder);
  const { id } = await audits.save('', example);
  await audits.remove('', id);
  expect(await readdir(folder)).toEqual([]);
  for (const name of [id, '', '..', '../audits', `${id}/..`, 'x'.repeat(5_000)]) {
    await expect(audits.find('', name)).rejects.toMatchObject(problemOf('not-found'));
    await expect(audits.remove('', name)).rejects.toMatchObject(problemOf('not-found'));
  }
});

test('a damaged file is said and left out, and the others are there', async () => {
  const folder = await newFolder();
  const audits = openSavedAudits(folder);
  const good = await audits.save('', example);
  const cut = await audits.save('', example);
  const empty = await audits.save('', example);
  const cutPath = join(folder, `${cut.id}.audit`);
  await truncate(cutPath, (await stat(cutPath)).size - 20);
  await writeFile(join(folder, `${empty.id}.audit`), 'x'.repeat(100_000));
  await writeFile(join(folder, 'notes.txt'), 'Not ours.');
  await writeFile(join(folder, `${good.id}.audit.new`), 'Half.');
  const { audits: heads, problems } = await audits.list('');
  expect(heads.map(({ id }) => id)).toContain(good.id);
  expect(problems).toEqual([`The saved audit ${empty.id} is damaged and is left out.`]);
  for (const { id } of [cut, empty])
    await expect(audits.find('', id)).rejects.toMatchObject(problemOf('audit-damaged'));
  expect(await audits.find('', good.id)).toMatchObject({ audit: example });
});

test('audits that are saved at once are all there', async () => {
  const audits = openSavedAudits(await newFolder());
  const saved = await Promise.all(Array.from({ length: 5 }, () => audits.save('', example)));
  expect(new Set(saved.map(({ id }) => id)).size).toBe(5);
  expect((await audits.list('')).audits).toHaveLength(5);
});
