/** The languages that texts in registries are written in, as the highlighter names them. */
export type Language =
  | 'yaml'
  | 'docker'
  | 'shellscript'
  | 'toml'
  | 'xml'
  | 'html'
  | 'ini'
  | 'hcl'
  | 'javascript'
  | 'python'
  | 'go'
  | 'lua'
  | 'diff'
  | 'make';

const endings: Readonly<Record<string, Language>> = {
  yaml: 'yaml',
  yml: 'yaml',
  dockerfile: 'docker',
  containerfile: 'docker',
  sh: 'shellscript',
  bash: 'shellscript',
  toml: 'toml',
  lock: 'toml',
  xml: 'xml',
  svg: 'xml',
  html: 'html',
  htm: 'html',
  ini: 'ini',
  conf: 'ini',
  properties: 'ini',
  tf: 'hcl',
  hcl: 'hcl',
  js: 'javascript',
  mjs: 'javascript',
  py: 'python',
  go: 'go',
  lua: 'lua',
  diff: 'diff',
  patch: 'diff',
  makefile: 'make',
};

const types: readonly (readonly [RegExp, Language])[] = [
  [/yaml/, 'yaml'],
  [/dockerfile/, 'docker'],
  [/shellscript|x-sh\b/, 'shellscript'],
  [/toml/, 'toml'],
  [/xhtml|html/, 'html'],
  [/xml/, 'xml'],
  [/javascript/, 'javascript'],
  [/x-python/, 'python'],
  [/x-diff|x-patch/, 'diff'],
];

/** The language of a text by its name, else by its type; undefined for plain text and unknown types. */
export function languageOf(name: string, mediaType: string): Language | undefined {
  const file = name.split(/[/\\]/).at(-1)?.toLowerCase() ?? '';
  const ending = file.slice(file.lastIndexOf('.') + 1);
  if (Object.hasOwn(endings, ending)) return endings[ending];
  return types.find(([pattern]) => pattern.test(mediaType))?.[1];
}

/** The role of a piece of a line; anything else is plain. */
export type Role = 'plain' | 'comment' | 'keyword' | 'string' | 'constant' | 'name';

/** A piece of a line: how many characters, and what they are. */
export type Piece = readonly [length: number, role: Role];

export type HighlightRequest = { readonly language: Language; readonly text: string };
export type HighlightAnswer = { readonly lines: readonly (readonly Piece[])[] };
