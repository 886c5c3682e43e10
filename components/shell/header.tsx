import { KeyHelp } from '#components/shell/keyboard/key-help';
import { PaletteKey } from '#components/shell/keyboard/palette-key';
import { ReferenceBox } from '#components/shell/reference/reference-box';
import { AccountButton } from '#components/ui/sign-in/account-button';
import type { Digest } from '#lib/oci/digest';
import type { Location } from '#lib/oci/location';
import { Logo } from './logo.tsx';
import { RegistryChip } from './registry-chip.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

type HeaderProps = {
  readonly location?: Location | undefined;
  readonly digest?: Digest | undefined;
  /** Where the page itself has the reference box. */
  readonly hasBox?: boolean;
};

/** The bar on top of every page. */
export function Header({ location, digest, hasBox = true }: HeaderProps) {
  const host = hostOf(location);
  return (
    <header className="flex h-12 shrink-0 items-center gap-3.5 border-b border-line bg-surface px-3.5">
      <Logo />
      {hasBox ? (
        <ReferenceBox
          key={location === undefined ? '' : JSON.stringify(location)}
          location={location}
          digest={digest}
        />
      ) : null}
      <span className={hasBox ? 'grow-0 lg:grow' : 'grow'} />
      {host === undefined ? null : <RegistryChip host={host} />}
      <AccountButton host={host ?? ''} />
      <PaletteKey />
      <KeyHelp />
      <ThemeToggle />
    </header>
  );
}

function hostOf(location: Location | undefined): string | undefined {
  if (location === undefined) return undefined;
  return location.screen === 'artifact' ? location.reference.registry : location.registry;
}
