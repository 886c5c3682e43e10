'use client';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { PageFocus } from './page-focus.ts';

type ProvidersProps = { readonly nonce: string | undefined; readonly children: ReactNode };

export function Providers({ nonce, children }: ProvidersProps) {
  const [client] = useState(makeClient);
  return (
    <CSPProvider {...(nonce === undefined ? {} : { nonce })}>
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
      {/* Behind the page: its own effects come first. */}
      <PageFocus />
    </CSPProvider>
  );
}

// The server retries what is worth it and knows Retry-After: a second layer of retries here would only hide the answer.
// A browser that says it is offline still reaches a server on the same machine: no question waits for the network.
function makeClient(): QueryClient {
  const networkMode = 'always';
  return new QueryClient({
    defaultOptions: {
      queries: { networkMode, retry: false, refetchOnWindowFocus: false, staleTime: 30_000 },
      mutations: { networkMode },
    },
  });
}
