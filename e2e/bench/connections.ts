/** The connections from a server of ours to a registry, as it counts them itself. */
export type Connections = { readonly opened: number; readonly reused: number; readonly open: number };

/** Asks for what `GET /api/registry` says of them; it asks the registry a few questions before, which are counted as well. */
export async function connectionsOf(orrery: string, host: string): Promise<Connections> {
  const response = await fetch(`${orrery}/api/registry?host=${encodeURIComponent(host)}`);
  if (!response.ok) throw new Error(await response.text());
  const { connections } = await response.json();
  return connections;
}

/** `20 opened, 1310 reused, 18 open`. */
export function formatConnections({ opened, reused, open }: Connections): string {
  return `${opened} opened, ${reused} reused, ${open} open`;
}
