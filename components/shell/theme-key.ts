/** Where the browser keeps the theme that somebody chose; apart from the script that reads it, which no bundle needs. */
export const themeStorageKey = 'orrery-theme';
