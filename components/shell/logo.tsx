import Link from 'next/link';

/** The sun, its orbit and two planets; leads home. */
export function Logo() {
  return (
    <Link
      href="/"
      prefetch={false}
      className="flex shrink-0 items-center gap-2 rounded-md font-semibold tracking-[0.2px]"
    >
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r="9.5" fill="none" className="stroke-line-strong" strokeWidth="1.4" />
        <circle cx="11" cy="11" r="3.2" className="fill-accent" />
        <circle cx="18.6" cy="5.4" r="2.2" className="fill-text" />
        <circle cx="3" cy="15.8" r="1.5" className="fill-muted" />
      </svg>
      <span className="max-sm:sr-only">Orrery</span>
    </Link>
  );
}
