const channelName = 'orrery-runs';

/** Tells every tab of this browser that a run has begun or ended. */
export function announceRun(): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('changed');
  channel.close();
}

/** Calls back when a run begins or ends in any tab of this browser, this one included; gives what ends that. */
export function onRunNews(callback: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = callback;
  return () => channel.close();
}
