import { getServices } from '#lib/server/platform/services';

/**
 * Whether the registries decide, too, what somebody is told (`ORRERY_INVENTORY_ACCESS=registry`). They are asked with a
 * person's own credentials: nothing can be told then to who is nobody, as to a webhook or to who brings a key.
 */
export function registriesDecide(): boolean {
  return getServices().settings.inventory?.access === 'registry';
}
