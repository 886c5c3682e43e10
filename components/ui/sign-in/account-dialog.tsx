'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { Dialog } from '#components/ui/dialog';
import { SignInDialog } from './sign-in-dialog.tsx';
import { SignOutButton } from './sign-out-button.tsx';

type AccountDialogProps = {
  readonly host: string;
  readonly user: string | undefined;
  readonly onClose: () => void;
};

/** Shows who is signed in to a registry, with buttons to sign out or to sign in as another user. */
export function AccountDialog({ host, user, onClose }: AccountDialogProps) {
  const [isChanging, setChanging] = useState(false);
  if (isChanging) return <SignInDialog host={host} user={user} onClose={onClose} />;
  return (
    <Dialog
      title={user === undefined ? `Signed in to ${host}` : `${user} at ${host}`}
      description="Orrery uses your credentials for this registry in this browser session only."
      isOpen
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => setChanging(true)}>Sign in as another user</Button>
        <SignOutButton host={host} look="primary" onDone={onClose} />
      </div>
    </Dialog>
  );
}
