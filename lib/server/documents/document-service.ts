import { randomUUID } from 'node:crypto';
import { processGlobal } from '#lib/server/platform/process-global';
import { createDocumentStore } from './document-store.ts';
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

/** The same work in the thread of who asks: for tests, and until a thread is provided. */
function inProcess(): DocumentService {
  const store = createDocumentStore();
  return {
    open: async (content) => store.open(content),
    evidence: async (request) => store.evidence(request),
    join: async (name) => await store.join(name),
    meanings: async (content) => store.meanings(content),
    counted: async (key) => store.counted(key),
    opened: async (key) => store.opened(key),
    paths: async (request) => store.paths(request),
    rows: async (request) => store.rows(request),
  };
}
