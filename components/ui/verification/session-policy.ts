import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from '#components/ui/storage/browser-storage.ts';
import type { PolicyParts } from '#lib/graph/verification/policy-parts';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';

const storageKey = 'orrery-policy';
const listeners = new Set<() => void>();
let known: { readonly text: string | undefined; readonly policy: PolicyParts | undefined } | undefined;

/** The policy that somebody pasted in this tab; undefined for none. */
export function sessionPolicy(): PolicyParts | undefined {
  const text = readStored('session', storageKey);
  if (known === undefined || known.text !== text) known = { text, policy: parsePolicy(text) };
  return known.policy;
}

/** Keeps a policy for this tab, or forgets it when undefined. False when the browser keeps nothing, or has no room for it. */
export function keepSessionPolicy(policy: PolicyParts | undefined): boolean {
  if (!writeStored('session', storageKey, policy === undefined ? undefined : JSON.stringify(policy)))
    return false;
  for (const listener of listeners) listener();
  return true;
}

/** The same as a hook: its component is drawn again when the policy changes. */
export function useSessionPolicy(): PolicyParts | undefined {
  return useSyncExternalStore(subscribe, sessionPolicy, () => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

// Another version of the page may have written anything; the server reads what is inside.
function parsePolicy(text: string | undefined): PolicyParts | undefined {
  if (text === undefined) return undefined;
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
