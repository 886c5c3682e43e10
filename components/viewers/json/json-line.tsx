import type { JsonToken } from '#components/viewers/code-lines.ts';
import { tokenizeJson } from '#components/viewers/code-lines.ts';
import type { Digest } from '#lib/oci/digest';
import { isDigest } from '#lib/oci/digest';

/** Where a digest in the text leads: a node of this graph, or an address. */
type DigestTarget = { readonly href: string; readonly onOpen?: () => void; readonly title: string };

export type TargetOf = (digest: Digest) => DigestTarget | undefined;

const colours = {
  plain: 'text-muted',
  key: 'text-image',
  string: '',
  number: 'text-report',
  word: 'text-attestation',
  digest: 'text-accent',
} as const satisfies Record<JsonToken['kind'], string>;

type JsonLineProps = { readonly line: string; readonly targetOf: TargetOf | undefined };

/** One line of JSON in its colours; digests lead to what they name. */
export function JsonLine({ line, targetOf }: JsonLineProps) {
  return tokenizeJson(line).map((token) => <Word key={token.at} token={token} targetOf={targetOf} />);
}

type WordProps = Pick<JsonLineProps, 'targetOf'> & { readonly token: JsonToken };

function Word({ token, targetOf }: WordProps) {
  const digest = token.text.slice(1, -1);
  const target = token.kind === 'digest' && isDigest(digest) ? targetOf?.(digest) : undefined;
  if (target === undefined) return <span className={colours[token.kind]}>{token.text}</span>;
  return (
    <a
      href={target.href}
      title={target.title}
      onClick={(event) => {
        if (target.onOpen === undefined || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        target.onOpen();
      }}
      className="text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {token.text}
    </a>
  );
}
