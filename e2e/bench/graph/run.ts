import { benchGraph } from './bench-graph.ts';

for (const line of await benchGraph()) console.log(line);
