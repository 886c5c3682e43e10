import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { hashOfSources, isBuiltFrom } from '#e2e/tools/build-info';
import { buildWithGo, installWithApt, installWithGo, unpack } from '#e2e/tools/install';
import { isExecutable } from '#e2e/tools/is-executable';
import type { Pin, ToolName } from '#e2e/tools/pins';
import { pins } from '#e2e/tools/pins';
import { mapConcurrent } from '#lib/async/map-concurrent';

export type Tool =
  | { readonly status: 'found'; readonly path: string }
  | { readonly status: 'missing'; readonly reason: string };

const projectFolder = resolve(import.meta.dirname, '../..');
const cache = join(projectFolder, '.cache/tools');
const searches = new Map<ToolName, Promise<Tool>>();

/** The path of a pinned program: from the folder `ORRERY_TOOLS`, from PATH, from our cache, else built into the cache. */
export function findTool(name: ToolName): Promise<Tool> {
  const tool = searches.get(name) ?? search(name, pins[name]);
  searches.set(name, tool);
  return tool;
}

/** Finds many; two builds at a time, because Go spreads each over all cores but waits for downloads in between. */
export async function findTools(names: readonly ToolName[]): Promise<ReadonlyMap<ToolName, Tool>> {
  return new Map(await mapConcurrent(names, 2, async (name) => [name, await findTool(name)] as const));
}

async function search(name: ToolName, pin: Pin): Promise<Tool> {
  try {
    const path = (await findGiven(name)) ?? (await findOnPath(name, pin)) ?? (await install(name, pin));
    return { status: 'found', path };
  } catch (cause) {
    return { status: 'missing', reason: `${name}: ${cause instanceof Error ? cause.message : cause}` };
  }
}

async function findGiven(name: ToolName): Promise<string | undefined> {
  const folder = process.env.ORRERY_TOOLS;
  if (folder === undefined || folder === '') return undefined;
  const plain = resolve(folder, name);
  if (await isExecutable(plain)) return plain;
  const packed = `${plain}.xz`;
  if (!existsSync(packed)) return undefined;
  const target = join(cache, 'unpacked', name);
  await unpack(packed, target);
  return target;
}

// A `registry` or `cosign` on PATH may be another program or another major: only one built from the module counts.
async function findOnPath(name: ToolName, pin: Pin): Promise<string | undefined> {
  const program = pin.kind === 'go' ? (pin.program ?? name) : name;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (!(await isExecutable(path))) continue;
    if (pin.kind === 'system' || (pin.kind === 'go' && (await isBuiltFrom(path, pin.module)))) return path;
  }
  return undefined;
}

async function install(name: ToolName, pin: Pin): Promise<string> {
  if (pin.kind === 'system') {
    await installWithApt(pin.package);
    return name;
  }
  if (pin.kind === 'own') {
    const folder = join(projectFolder, pin.folder);
    const path = join(cache, `${name}-${await hashOfSources(folder)}`);
    if (!(await isExecutable(path))) await buildWithGo(folder, path);
    return path;
  }
  // Unpacked in an earlier run, by `.ci/run` perhaps.
  const unpacked = join(cache, 'unpacked', name);
  if (await isExecutable(unpacked)) return unpacked;
  const path = join(cache, name);
  if (!(await isBuiltFrom(path, pin.module, pin.version))) await installWithGo(pin, path);
  return path;
}
