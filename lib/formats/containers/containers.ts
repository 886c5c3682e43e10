import type { ContainerReader } from './container.ts';
import { openJson, openLaterJsonLines } from './json.ts';

/**
 * What may hold documents, in the order in which a file is tried: a new one is a file beside this one, and a row here.
 * What takes nearly any text stands last.
 */
export const containers: readonly ContainerReader[] = [openJson, openLaterJsonLines];
