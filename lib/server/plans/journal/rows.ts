import type { SQLOutputValue } from 'node:sqlite';
import * as z from 'zod/mini';
import { parseDigest } from '#lib/oci/digest';
import type { Plan } from '#lib/transfer/plan';
import type { ManifestBackup, PlanRecord, StepRecord } from '#lib/transfer/record';
import { runStates, stepStates } from '#lib/transfer/record';
import type { PlanSummary } from './journal.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** The record of a row of the table of plans. */
export function toPlanRecord(row: Row, steps: PlanRecord['steps']): PlanRecord {
  return { plan: parsePlan(String(row.plan)), state: stateOf(row), steps, ...ending(row) };
}

/** By their ids. */
export function toSteps(rows: readonly Row[]): PlanRecord['steps'] {
  return Object.fromEntries(rows.map((row) => [String(row.step), toStep(row)]));
}

/** One line of the list of plans. */
export function toSummary(row: Row): PlanSummary {
  return {
    id: String(row.id),
    action: actionOf(String(row.action)),
    title: String(row.title),
    created: String(row.created),
    state: stateOf(row),
  };
}

/** Manifests as text: their bytes in base64. */
export function formatBackups(manifests: readonly ManifestBackup[]): string {
  return JSON.stringify(
    manifests.map(({ bytes, digest, mediaType }) => ({
      bytes: Buffer.from(bytes).toString('base64'),
      digest,
      mediaType,
    })),
  );
}

/** The manifests of a text that `formatBackups` made. */
export function parseBackups(text: string): readonly ManifestBackup[] {
  return backupsSchema.parse(JSON.parse(text)).map(({ bytes, digest, mediaType }) => ({
    bytes: new Uint8Array(Buffer.from(bytes, 'base64')),
    digest: parseDigest(digest),
    mediaType,
  }));
}

const backupsSchema = z.array(z.object({ bytes: z.string(), digest: z.string(), mediaType: z.string() }));

// Written by this process or an earlier one from a plan, into a file that only this user can write.
function parsePlan(text: string): Plan {
  return JSON.parse(text) as Plan;
}

function toStep(row: Row): StepRecord {
  const state = stepStates.find((known) => known === row.state) ?? 'pending';
  return { state, ...ending(row), ...(typeof row.bytes === 'number' ? { bytes: row.bytes } : {}) };
}

function ending({ reason, code }: Row): { readonly reason?: string; readonly code?: string } {
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof code === 'string' ? { code } : {}),
  };
}

function stateOf({ state }: Row): PlanRecord['state'] {
  return runStates.find((known) => known === state) ?? 'failed';
}

const actions = ['delete', 'copy', 'move', 'attach', 'tag', 'import', 'repair'] as const;

function actionOf(text: string): Plan['action'] {
  return actions.find((known) => known === text) ?? 'repair';
}
