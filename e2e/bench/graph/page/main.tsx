import '../../../../app/globals.css';
import { createRoot } from 'react-dom/client';
import { drawWithCytoscape } from './cytoscape-graph.ts';
import { makeAttached, makeDemo, makeState } from './make-state.ts';
import { OurGraph } from './our-graph.tsx';
import { PlainFlow } from './plain-flow.tsx';

const query = new URLSearchParams(location.search);
document.documentElement.dataset.theme = query.get('theme') ?? 'light';
const count = Number(query.get('count') ?? 0);
const attached = Number(query.get('attached') ?? 0);
const state = attached > 0 ? makeAttached(attached) : count === 0 ? makeDemo() : makeState(count);
const element = document.getElementById('root');

performance.mark('begin');
if (element !== null && query.has('cytoscape')) void drawWithCytoscape(element, state).then(markSeen);
else if (element !== null) {
  createRoot(element).render(
    query.has('plain') ? (
      <PlainFlow state={state} />
    ) : (
      <OurGraph state={state} hasOutline={query.has('outline')} />
    ),
  );
  requestAnimationFrame(watch);
}

/** Waits for the first frame that shows a node: React Flow draws them hidden before it has measured them. */
function watch(): void {
  const node = document.querySelector<HTMLElement>('.react-flow__node');
  if (node === null || getComputedStyle(node).visibility === 'hidden') requestAnimationFrame(watch);
  else markSeen();
}

// What was drawn in this frame is on the screen when the next one begins.
function markSeen(): void {
  requestAnimationFrame(() => performance.mark('seen'));
}
