import { processGlobal } from '#lib/server/platform/process-global';
import type { Holdings } from './holdings.ts';
import type { ReplicaProof } from './replica-proof.ts';

/** What this process knows of the others that share its database. */
type Replicas = {
  readonly holdings: Holdings;
  /** Undefined where nobody is signed in to Orrery: replicas have no key in common then. */
  readonly proof: ReplicaProof | undefined;
};

const state = processGlobal('replicas', (): { replicas?: Replicas | undefined } => ({}));

/** Hands what is known of the other replicas to whoever looks for files; undefined where there are none. */
export function provideReplicas(replicas: Replicas | undefined): void {
  state.replicas = replicas;
}

/** What is known of the other replicas; undefined where this process is the only one. */
export function getReplicas(): Replicas | undefined {
  return state.replicas;
}
