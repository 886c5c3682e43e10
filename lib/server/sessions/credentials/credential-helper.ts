import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { isJsonObject, parseJson } from '#lib/oci/parse-json';
import type { Credential } from '#lib/registry/auth/credential';
import { Secret } from '#lib/registry/auth/credential';
import { RegistryError } from '#lib/registry/registry-error';
import { limits } from '#lib/server/platform/limits';

/** Asks `docker-credential-<suffix>` for what it keeps under a server's URL; undefined means it keeps nothing. */
export type AskHelper = (
  suffix: string,
  serverUrl: string,
  registry: string,
) => Promise<Credential | undefined>;

type Finished = { readonly code: number | null; readonly output: string };

const suffixGrammar = /^[A-Za-z0-9._-]+$/;
// https://github.com/docker/docker-credential-helpers/blob/v0.9.3/credentials/error.go
const nothingKept = /credentials not found|no credentials (?:server URL|username)/i;
const identityTokenUser = '<token>';

/**
 * The credential helper protocol: one argument, the URL on stdin, JSON on stdout; failures come on stdout as well.
 * The program is started by name, without a shell, and its words never reach a message: they may hold a secret.
 */
export const askCredentialHelper: AskHelper = async (suffix, serverUrl, registry) => {
  if (!suffixGrammar.test(suffix)) throw failed(registry, suffix, 'has a name that no program may have');
  const finished = await run(`docker-credential-${suffix}`, serverUrl).catch((cause: unknown) => {
    if (isMissing(cause)) return undefined;
    throw failed(registry, suffix, 'could not be started', cause);
  });
  // A config that was carried over from another machine names helpers that are not here: then there are no credentials.
  if (finished === undefined) return undefined;
  const { code, output } = finished;
  if (code !== 0 && nothingKept.test(output)) return undefined;
  if (code !== 0) throw failed(registry, suffix, `ended with code ${code}`);
  const credential = readCredential(output);
  if (credential === 'unreadable') throw failed(registry, suffix, 'gave no answer that can be read');
  return credential;
};

function run(program: string, input: string): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], {
      shell: false,
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: limits.credentialHelperTimeoutMs,
      killSignal: 'SIGKILL',
    });
    const chunks: Buffer[] = [];
    let length = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limits.credentialHelperMaxBytes) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString('utf8') }));
    // A helper that ends without reading its input is judged by how it ends.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

function readCredential(output: string): Credential | 'unreadable' | undefined {
  let answer: unknown;
  try {
    answer = parseJson(output);
  } catch {
    return 'unreadable';
  }
  if (!isJsonObject(answer)) return 'unreadable';
  const { Username: username, Secret: secret } = answer;
  if (typeof username !== 'string' || typeof secret !== 'string') return 'unreadable';
  if (secret === '') return undefined;
  if (username === identityTokenUser) return { kind: 'identity-token', token: new Secret(secret) };
  return { kind: 'basic', username, password: new Secret(secret) };
}

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

function failed(registry: string, suffix: string, what: string, cause?: unknown): RegistryError {
  const message = `The credential helper "${suffix.slice(0, 40)}", which keeps the credentials for ${registry}, ${what}.`;
  return new RegistryError('unauthorized', registry, message, { cause });
}
