import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect } from 'vitest';
import { callRoute, testServices } from '#e2e/fakes/call-route';
import { uploadSchema } from '#lib/api/contract/plan-contract';
import { answerUpload } from '#lib/server/routes/uploads';

let dataDir = '';

/** Gives each test of a file a data folder of its own, which goes with the test. */
export function giveEachTestAFolder(): void {
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'orrery-uploads-'));
    testServices({ dataDir });
    return () => rm(dataDir, { recursive: true, force: true });
  });
}

export function dataFolder(): string {
  return dataDir;
}

export function uploadRequest(body: BodyInit): RequestInit {
  return { method: 'POST', headers: { 'x-orrery-request': '1' }, body };
}

/** Uploads a file by the route, which must accept it. */
export async function upload(body: BodyInit, query = 'name=notes.txt') {
  const response = await callRoute(answerUpload, `/api/uploads?${query}`, uploadRequest(body));
  expect(response.status).toBe(201);
  return uploadSchema.parse(await response.json());
}

/** The names of the files in the folder of uploads. */
export async function uploadedFiles(): Promise<readonly string[]> {
  return await readdir(join(dataDir, 'uploads')).catch(() => []);
}
