import { benchLists } from './bench-lists.ts';

for (const line of await benchLists()) console.log(line);
