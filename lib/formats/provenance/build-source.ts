import { at, listAt, textAt } from '#lib/formats/json/json-path';
import { cleanText } from '#lib/text/untrusted-text';

/** What was built, `github.com/acme/web@4e1f0c7`, else by whom; of every version of SLSA provenance. */
export function describeBuild(predicate: unknown): string | undefined {
  const source = sources(predicate).find(({ uri }) => isRepository(uri));
  if (source !== undefined) return cleanText(formatSource(source));
  const builder =
    textAt(predicate, 'runDetails', 'builder', 'id') ?? textAt(predicate, 'builder', 'id') ?? '';
  const name = cleanText(builder.replace(/^https?:\/\//, ''), 60);
  return name === '' ? undefined : `built by ${name}`;
}

type Source = { readonly uri: string; readonly commit?: string };

/** Where the code came from, most telling first: materials carry the commit, parameters only what was asked for. */
function sources(predicate: unknown): readonly Source[] {
  const materials = [
    ...listAt(predicate, 'buildDefinition', 'resolvedDependencies'),
    at(predicate, 'invocation', 'configSource'),
    ...listAt(predicate, 'materials'),
  ].flatMap(toSource);
  const workflow = at(predicate, 'buildDefinition', 'externalParameters', 'workflow');
  const repository = textAt(workflow, 'repository');
  const ref = textAt(workflow, 'ref');
  const asked =
    repository === undefined ? [] : [{ uri: ref === undefined ? repository : `${repository}@${ref}` }];
  return [...materials.filter(({ commit }) => commit !== undefined), ...asked, ...materials];
}

function toSource(material: unknown): readonly Source[] {
  const uri = textAt(material, 'uri');
  if (uri === undefined) return [];
  const commit =
    textAt(material, 'digest', 'gitCommit') ??
    textAt(material, 'digest', 'sha1') ??
    textAt(material, 'digest', 'sha256');
  const isCommit = isRepository(uri) && commit !== undefined && /^[0-9a-f]{40,64}$/.test(commit);
  return [isCommit ? { uri, commit } : { uri }];
}

function isRepository(uri: string): boolean {
  return /^git\+|^git:|^ssh:\/\/git@|\.git(?:[@#]|$)|^https:\/\/(?:github|gitlab)\.com\//.test(uri);
}

function formatSource({ uri, commit }: Source): string {
  const bare = uri.replace(/^git\+/, '').replace(/^[a-z]+:\/\/(?:git@)?/, '');
  const [, path = bare, ref] = /^([^@#]+)[@#]?(.*)$/.exec(bare) ?? [];
  const version = commit?.slice(0, 7) ?? ref?.replace(/^refs\/(?:tags|heads)\//, '');
  const name = path.replace(/\.git$/, '');
  return version === undefined || version === '' ? name : `${name}@${version}`;
}
