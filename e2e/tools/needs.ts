import { test } from '@playwright/test';
import { findTools } from '#e2e/tools/find-tool';
import type { ToolName } from '#e2e/tools/pins';
import type { RunningPostgres } from '#e2e/tools/postgres';
import { startPostgres } from '#e2e/tools/postgres';

/** Leaves a story out when one of these programs is missing; in CI that counts as a failure. */
export async function needs(...names: readonly ToolName[]): Promise<void> {
  const missing = [...(await findTools(names)).values()].find((tool) => tool.status === 'missing');
  test.skip(missing !== undefined, missing?.reason ?? '');
}

/** A PostgreSQL of its own for a story, which is left out where none can be had; in CI that is a failure. */
export async function needsPostgres(): Promise<RunningPostgres> {
  return await startPostgres().catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    test.skip(process.env.CI !== 'true', `PostgreSQL: ${reason}`);
    throw cause;
  });
}
