import { createHash } from 'node:crypto';
import { limits } from './limits.ts';
import { getLog } from './log.ts';
import { problemError } from './problem-error.ts';
import { processGlobal } from './process-global.ts';
import { createRateLimit } from './rate-limit.ts';

/** How often something may be tried, and within which time. */
type Rate = { readonly max: number; readonly perMs: number };

/** Counts an attempt at all replicas together; gives the seconds to wait, or undefined when it may go ahead. */
export type AttemptStore = (key: string, rate: Rate) => Promise<number | undefined>;

const state = processGlobal('attempts', (): { store?: AttemptStore | undefined } => ({}));

/** Hands the count of all replicas to whoever bounds attempts; undefined where there is only this one. */
export function provideAttempts(store: AttemptStore | undefined): void {
  state.store = store;
}

/**
 * Bounds how often something is tried at all replicas together, and where they share no database, or it is away, at this
 * one. `name` keeps what is tried apart from everything else. Calling what it gives counts an attempt and gives undefined
 * when the attempt may go ahead, or else the seconds to wait.
 */
export function createSharedRateLimit(
  name: string,
  rate: Rate,
): (key: string) => Promise<number | undefined> {
  const attemptHere = createRateLimit(rate);
  return async (key) => {
    const { store } = state;
    if (store === undefined) return attemptHere(key);
    // Names and addresses of people are nobody's to read in the database.
    const hash = createHash('sha256')
      .update(JSON.stringify([name, key]))
      .digest('base64url');
    try {
      return await store(hash, rate);
    } catch (err) {
      getLog().debug({ err }, 'attempts are counted here alone');
      return attemptHere(key);
    }
  };
}

const attemptSignIn = createSharedRateLimit('registry sign-in', {
  max: limits.signInsMax,
  perMs: limits.signInsPerMs,
});
const attemptOfPerson = createSharedRateLimit('registry sign-ins of a person', {
  max: limits.signInsOfPersonMax,
  perMs: limits.signInsPerMs,
});

/**
 * Counts a sign-in of a user at a registry, so that nobody guesses a password, or locks an account, through us; and those
 * of the person who signs in, who could try many users. `person` is empty for nobody in particular.
 *
 * @throws ProblemError `sign-in-limited` with the seconds to wait
 */
export async function limitSignIns(registry: string, username: string, person: string): Promise<void> {
  const ofPerson = person === '' ? undefined : await attemptOfPerson(person);
  if (ofPerson !== undefined) {
    const detail = `You have signed in to registries ${limits.signInsOfPersonMax} times within a minute.`;
    throw problemError('sign-in-limited', detail, { registry, retryAfterSeconds: ofPerson });
  }
  const retryAfterSeconds = await attemptSignIn(JSON.stringify([registry, username]));
  if (retryAfterSeconds === undefined) return;
  const detail = `${username.slice(0, 100)} was signed in to ${registry} ${limits.signInsMax} times within a minute.`;
  throw problemError('sign-in-limited', detail, { registry, retryAfterSeconds });
}
