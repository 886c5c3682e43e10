'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';

type ProvidersProps = { readonly nonce: string | undefined; readonly children: ReactNode };

export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(makeClient);
  return (
    <CSPProvider {...(nonce === undefined ? {} : { nonce })}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    </CSPProvider>
  );
}

// The server retries what is worth it and knows Retry-After: a second layer of retries here would only hide the answer.
function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000 } },
  });
}
