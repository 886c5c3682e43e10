import { randomUUID } from 'node:crypto';
import { processGlobal } from '#lib/server/platform/process-global';
import type { DocumentStore } from './document-store.ts';
import type { DocumentService } from './document-types.ts';

const state = processGlobal('documents', (): { service: DocumentService; version: string } => ({
  service: inProcess(),
  version: randomUUID().slice(0, 8),
}));

/** Changes with each start: an answer of before may be one of older readers. */
export function getReadersVersion(): string {
  return state.version;
}

/** The service of this process. */
export function getDocumentService(): DocumentService {
  return state.service;
}

/** Hands the service from our own server to the route handlers. */
export function provideDocumentService(service: DocumentService): void {
  state.service = service;
}

/**
 * The same work in the thread of who asks: for tests, and until a thread is provided. Its code, which reads every form of
 * document, is loaded with the first question: a server has a thread for it, and starts without.
 */
function inProcess(): DocumentService {
  let loading: Promise<DocumentStore> | undefined;
  const load = () => {
    loading ??= import('./document-store.ts').then((file) => file.createDocumentStore());
    return loading;
  };
  return {
    open: async (content) => (await load()).open(content),
    evidence: async (request) => (await load()).evidence(request),
    join: async (name) => await (await load()).join(name),
    meanings: async (content) => (await load()).meanings(content),
    counted: async (key) => (await load()).counted(key),
    opened: async (key) => (await load()).opened(key),
    paths: async (request) => (await load()).paths(request),
    rows: async (request) => (await load()).rows(request),
  };
}
