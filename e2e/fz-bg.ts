import { runFuzz, inputOf } from '#e2e/fuzz/fuzz-run';
const [t, n='20000', seed='1'] = process.argv.slice(2);
const run={target:t!,seed:+seed,inputs:+n}; let at=0, last=performance.now(), worst=0, wi=0;
const a=performance.now(); const o=runFuzz(run,(i)=>{const now=performance.now(); if(now-last>worst){worst=now-last;wi=at;} last=now; at=i;}); console.log(t,o,((performance.now()-a)/1000).toFixed(1)+'s','slowest ms',worst.toFixed(0),'at',wi);
if(o.kind==='failed') console.log(inputOf(run,o.index).slice(0,3000));
