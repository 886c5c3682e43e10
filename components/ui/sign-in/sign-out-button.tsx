'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { signOut } from '#lib/api/queries/sign-in';

type SignOutButtonProps = {
  readonly host: string;
  readonly look?: 'chip' | 'primary';
  readonly onDone?: () => void;
};

/** Makes the server forget the credentials of one registry; what they gave access to is loaded again. */
export function SignOutButton({ host, look = 'chip', onDone }: SignOutButtonProps) {
  const queries = useQueryClient();
  const leave = useMutation({
    mutationFn: () => signOut(host),
    onSuccess: () => onDone?.(),
    onSettled: () => queries.resetQueries(),
  });
  return (
    <Button
      look={look}
      aria-label={`Sign out of ${host}`}
      disabled={leave.isPending}
      onClick={() => leave.mutate()}
    >
      {leave.isError ? 'Sign-out failed. Try again' : 'Sign out'}
    </Button>
  );
}
