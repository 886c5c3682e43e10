import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { findTool } from '#e2e/tools/find-tool';

/** What Kubernetes' own types say of some manifests: the kind of each, and why others were refused. */
export async function strictDecode(
  manifests: string,
): Promise<{ readonly kinds: readonly string[]; readonly refusals: readonly string[] }> {
  const tool = await findTool('strict-decode');
  if (tool.status === 'missing') throw new Error(tool.reason);
  const child = spawn(tool.path, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(manifests);
  const [lines] = await Promise.all([text(child.stdout), once(child, 'close')]);
  const said = lines.split('\n').filter((line) => line !== '');
  const isRefusal = (line: string) => line.startsWith('refused: ');
  return { kinds: said.filter((line) => !isRefusal(line)), refusals: said.filter(isRefusal) };
}
