'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '#components/ui/button';
import { signOut } from '#lib/api/sign-in';

/** Makes the server forget the credentials of one registry; what they had opened is asked for anew. */
export function SignOutButton({ host }: { readonly host: string }) {
  const queries = useQueryClient();
  const leave = useMutation({ mutationFn: () => signOut(host), onSettled: () => queries.resetQueries() });
  return (
    <Button
      look="chip"
      aria-label={`Sign out of ${host}`}
      disabled={leave.isPending}
      onClick={() => leave.mutate()}
    >
      {leave.isError ? 'Not signed out, try again' : 'Sign out'}
    </Button>
  );
}
