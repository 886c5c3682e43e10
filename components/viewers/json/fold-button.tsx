type FoldButtonProps = {
  /** Undefined where nothing can be folded. */
  readonly isFolded: boolean | undefined;
  readonly line: number;
  readonly hidden: number;
  readonly onToggle: () => void;
};

/** Opens or closes what a line of JSON begins. */
export function FoldButton({ isFolded, line, hidden, onToggle }: FoldButtonProps) {
  if (isFolded === undefined) return <span className="w-4 shrink-0" />;
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      aria-label={`${isFolded ? 'Unfold' : 'Fold'} line ${line + 1}, ${hidden} lines`}
      onClick={onToggle}
      className="w-4 shrink-0 text-[10px] leading-[18px] text-faint -outline-offset-2 hover:text-text"
    >
      {isFolded ? '▸' : '▾'}
    </button>
  );
}
