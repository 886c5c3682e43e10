'use client';

type ErrorProps = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

const button = 'rounded-md border border-line-strong bg-raised px-3 py-1.5 font-medium hover:border-edge';

/** Comes with every page, so it brings no component along. */
export default function ErrorPage({ error, reset }: ErrorProps) {
  return (
    <main className="mx-auto max-w-xl px-4 pt-[18vh]">
      <h1 className="text-2xl font-semibold">Orrery has an internal error</h1>
      <p className="mt-3 text-muted">This page failed to render. Nothing in the registry has changed.</p>
      {error.digest === undefined ? null : (
        <p className="mt-2 font-mono text-sm text-faint">fault {error.digest}</p>
      )}
      <div className="mt-5 flex gap-2">
        <button type="button" onClick={reset} className={button}>
          Try again
        </button>
        <a href="/" className={button}>
          Home
        </a>
      </div>
    </main>
  );
}
