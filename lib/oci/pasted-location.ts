import type { Location } from './location.ts';
import { parseAddress } from './location.ts';
import { referenceOfWebPage } from './web-page.ts';

/**
 * The screen that a text asks for which somebody wrote or pasted: a reference, the path of an address, or anything that
 * {@link parsePastedCommand} finds one in.
 *
 * @throws OciError `reference-invalid` or `digest-invalid`, with a hint
 */
export function parseLocation(text: string): Location {
  return parseAddress(parsePastedCommand(text));
}

/**
 * The reference within what people paste: a command of one of the usual tools, a line of a Dockerfile or of a Kubernetes
 * document, an address of the registry's own HTTP interface or of its web site. Anything else comes back as it is, for
 * the parser of references to judge.
 */
export function parsePastedCommand(text: string): string {
  const bare = text
    .trim()
    .replace(/^(?:\$|#|>)\s+/, '')
    .replace(/^(["'`])(.*)\1$/, '$2');
  return fromCommand(bare) ?? fromLine(bare) ?? fromApiAddress(bare) ?? referenceOfWebPage(bare) ?? bare;
}

const tools =
  /^(?:sudo\s+)?(?:docker|podman|nerdctl|buildah|skopeo|oras|crane|regctl|cosign|notation|helm|syft|grype|trivy)\s/;

function fromCommand(text: string): string | undefined {
  if (!tools.test(text)) return undefined;
  const words = text
    .replace(tools, '')
    .split(/\s+/)
    .map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
    .filter((word) => word !== '' && !word.startsWith('-') && word !== '\\');
  const named = words.filter((word) => /[/:@]/.test(word) && !isOptionValue(word));
  // The first word is what to do; a name alone, as in `docker pull nginx`, stands last.
  return named.find((word) => word.includes('/')) ?? named[0] ?? words.slice(1).at(-1);
}

// Files, ports, variables and keys in other stores.
function isOptionValue(word: string): boolean {
  return /^[./~]|^\d+(?::\d+)+$|=/.test(word) || /^(?!https?|oci|docker)\w+:\/\//.test(word);
}

// `FROM --platform=linux/amd64 nginx:1.27 AS build` and `- image: "nginx:1.27"`.
function fromLine(text: string): string | undefined {
  return /^(?:from\s+(?:--\S+\s+)?|(?:-\s+)?image:\s+)["']?([^\s"']+)["']?(?:\s+(?:as\s+\S+|#.*))?$/i.exec(
    text,
  )?.[1];
}

// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#endpoints
// Only after a scheme: `host/v2/app` by itself is a repository that is called v2/app.
function fromApiAddress(text: string): string | undefined {
  const [, host, path = ''] = /^https?:\/\/([^/]+)\/v2(?:\/([^?#]*))?(?:[?#].*)?$/.exec(text) ?? [];
  if (host === undefined) return undefined;
  const [, name, route, selector = ''] = /^(.+)\/(manifests|blobs|referrers|tags)\/([^/]+)$/.exec(path) ?? [];
  if (name === undefined) return /^(?:_catalog)?\/?$/.test(path) ? host : undefined;
  if (route === 'tags') return `${host}/${name}`;
  return `${host}/${name}${selector.includes(':') ? '@' : ':'}${selector}`;
}
