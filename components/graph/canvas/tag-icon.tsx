/** A luggage label: the sign of a name that may move to other content. */
export function TagIcon() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden="true" className="shrink-0">
      <path d="M1.5 2v5.5l7 7 6-6-7-7z" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      <circle cx="5" cy="5" r="1.2" fill="currentColor" />
    </svg>
  );
}
