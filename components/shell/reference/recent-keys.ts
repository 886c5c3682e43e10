/** Where the browser keeps what was opened last. */
export const recentKey = 'orrery-recent';
/** Where the browser keeps the registries that something was opened from. */
export const registriesKey = 'orrery-registries';
