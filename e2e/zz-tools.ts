import { findTools } from '#e2e/tools/find-tool';
import { pins } from '#e2e/tools/pins';
console.log(await findTools(Object.keys(pins) as never));
