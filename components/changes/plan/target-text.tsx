import { splitTarget } from '#lib/text/short-target';

/** What a step is about in one line: where it is narrow the repository is cut, never the tag or digest that tells two lines apart. */
export function TargetText({ target }: { readonly target: string }) {
  const [repository, selector] = splitTarget(target);
  return (
    <span dir="ltr" className="flex min-w-0 font-mono text-sm">
      <span className="truncate">{repository}</span>
      <span className="max-w-[75%] shrink-0 truncate">{selector}</span>
    </span>
  );
}
