import { createCssVariablesTheme, createHighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import type { HighlightAnswer, HighlightRequest, Language, Role } from './language-of.ts';

const grammars = {
  yaml: () => import('shiki/langs/yaml.mjs'),
  docker: () => import('shiki/langs/docker.mjs'),
  shellscript: () => import('shiki/langs/shellscript.mjs'),
  toml: () => import('shiki/langs/toml.mjs'),
  xml: () => import('shiki/langs/xml.mjs'),
  html: () => import('shiki/langs/html.mjs'),
  ini: () => import('shiki/langs/ini.mjs'),
  hcl: () => import('shiki/langs/hcl.mjs'),
  javascript: () => import('shiki/langs/javascript.mjs'),
  python: () => import('shiki/langs/python.mjs'),
  go: () => import('shiki/langs/go.mjs'),
  lua: () => import('shiki/langs/lua.mjs'),
  diff: () => import('shiki/langs/diff.mjs'),
  make: () => import('shiki/langs/make.mjs'),
} as const satisfies Record<Language, unknown>;

const theme = createCssVariablesTheme({ name: 'roles', variablePrefix: '' });

/** The last word of the theme's variable says what a token is. */
const roleOf: Readonly<Record<string, Role>> = {
  comment: 'comment',
  keyword: 'keyword',
  string: 'string',
  'string-expression': 'string',
  link: 'string',
  constant: 'constant',
  function: 'name',
  parameter: 'name',
};

addEventListener('message', ({ data }: MessageEvent<HighlightRequest>) => {
  void highlight(data).then((answer) => postMessage(answer));
});

async function highlight({ language, text }: HighlightRequest): Promise<HighlightAnswer> {
  const highlighter = await createHighlighterCore({
    themes: [theme],
    langs: [grammars[language]],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
  const tokens = highlighter.codeToTokensBase(text, { lang: language, theme: 'roles' });
  return {
    lines: tokens.map((line) =>
      line.map(({ content, color }) => [
        content.length,
        roleOf[/token-([a-z-]+)/.exec(color ?? '')?.[1] ?? ''] ?? 'plain',
      ]),
    ),
  };
}
