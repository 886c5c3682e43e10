import { startPostgres } from '#e2e/tools/postgres';

/** One PostgreSQL for all tests of a run. Without one they are left out, which is said loudly and fails on CI. */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL !== undefined) return undefined;
  try {
    const { url, stop } = await startPostgres();
    process.env.TEST_DATABASE_URL = url;
    return stop;
  } catch (cause) {
    if (process.env.CI === 'true' && process.platform === 'linux') throw cause;
    console.log(`LEFT OUT  all tests with PostgreSQL: ${cause instanceof Error ? cause.message : cause}`);
    return undefined;
  }
}
