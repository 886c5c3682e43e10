import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { JobScope } from '#lib/inventory/queue/job-queue';

const scope = z.object({
  host: z.string(),
  repository: z.string().exactOptional(),
  /** It was scanned with a password that somebody typed: the next start of Orrery does not have it. */
  isSignedIn: z.boolean(),
});
const content = z.object({ lookedAt: z.number(), scopes: z.array(scope) });

/** What a person asked to know, and when it was looked at last, in milliseconds since 1970. */
type Asked = Readonly<z.infer<typeof content>>;

/** The registries and repositories that a person asked to know. They outlive the database, which can be lost. */
export type AskedScopes = {
  readonly read: () => Asked;
  readonly add: (scope: Asked['scopes'][number], now: number) => void;
  /** Without a repository every one of the registry, too. */
  readonly remove: (scope: JobScope) => void;
  readonly noteLook: (now: number) => void;
};

const nothing: Asked = { lookedAt: 0, scopes: [] };

/** They lie in a small file, which is there once somebody asked. One that cannot be read counts as none. */
export function openAskedScopes(path: string): AskedScopes {
  const write = (asked: Asked) => {
    if (asked.scopes.length === 0) return rmSync(path, { force: true });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, JSON.stringify(asked));
    renameSync(`${path}.new`, path);
  };
  const read = () => (existsSync(path) ? parseAsked(readFileSync(path, 'utf8')) : nothing);
  return {
    read,
    add: (added, now) => {
      const { lookedAt, scopes } = read();
      const others = scopes.filter(({ host, repository }) => !isSame({ host, repository }, added));
      write({ lookedAt: lookedAt === 0 ? now : lookedAt, scopes: [...others, added] });
    },
    remove: (removed) => {
      const { lookedAt, scopes } = read();
      const isRemoved = ({ host, repository }: JobScope) =>
        host === removed.host && (removed.repository === undefined || repository === removed.repository);
      write({ lookedAt, scopes: scopes.filter((one) => !isRemoved(one)) });
    },
    noteLook: (now) => write({ ...read(), lookedAt: now }),
  };
}

/** Whether something of a scope may be known by what was asked: by the repository, or by its whole registry. */
export function isAskedFor({ scopes }: Asked, { host, repository }: JobScope): boolean {
  return scopes.some(
    (one) =>
      one.host === host &&
      (repository === undefined || one.repository === undefined || one.repository === repository),
  );
}

type Named = { readonly host: string; readonly repository?: string | undefined };

function isSame(one: Named, other: Named): boolean {
  return one.host === other.host && one.repository === other.repository;
}

function parseAsked(text: string): Asked {
  try {
    return content.parse(JSON.parse(text));
  } catch {
    return nothing;
  }
}
