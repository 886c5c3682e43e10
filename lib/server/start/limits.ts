/** How a process begins and ends. */
export const startLimits = {
  /** Proxies ask every few seconds whether to send more: until they know better, a replica that ends still answers. */
  noticeMs: 5_000,
} as const;
