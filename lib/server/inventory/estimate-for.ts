import type { ScanEstimate } from '#lib/inventory/jobs/estimate-scan';
import { estimateScan } from '#lib/inventory/jobs/estimate-scan';
import type { JobScope } from '#lib/inventory/queue/job-queue';
import { connect } from '#lib/server/sessions/connect';
import type { Session } from '#lib/server/sessions/session';

type Asked = {
  /** The account that the scan would have, at its pace. */
  readonly session: Session;
  readonly rate: number;
  readonly signal: AbortSignal;
};

/**
 * What a scan is going to cost. It asks the registry alone, and no inventory.
 *
 * @throws RegistryError or OciError when the registry does not tell
 */
export function estimateFor({ host, repository }: JobScope, asked: Asked): Promise<ScanEstimate> {
  const { session, rate, signal } = asked;
  return estimateScan(connect(session, host), repository, { rate, signal });
}
