/** How a run stands whose process ended before it. */
export const interrupted = {
  state: 'failed',
  reason: 'Orrery was stopped in the middle; run it again to go on.',
  code: 'interrupted',
} as const;
