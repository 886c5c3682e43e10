/** Second labels that countries hand out names under: `example.co.uk` is one owner, `co.uk` is nobody. */
const secondLevel = new Set('ac co com edu go gob gov gv ltd me mil ne net nom or org plc sch'.split(' '));

/** Domains whose names belong to different customers; registries among them first. */
const shared = new Set(
  `azurecr.io azurecr.cn azurecr.us amazonaws.com amazonaws.com.cn on.aws pkg.dev run.app web.app appspot.com
  cloudfunctions.net azurewebsites.net azurecontainerapps.io cloudapp.net cloudapp.azure.com azure-api.net
  jfrog.io jfrog.team cloudfront.net workers.dev pages.dev github.io gitlab.io githubpreview.dev github.dev
  herokuapp.com netlify.app vercel.app onrender.com fly.dev railway.app ngrok.io ngrok.app ngrok-free.app
  ondigitalocean.app digitaloceanspaces.com scw.cloud ocir.io oraclecloud.com icr.io aliyuncs.com myhuaweicloud.com
  tencentcs.com tencentcloudcr.com ts.net nip.io sslip.io duckdns.org dyndns.org no-ip.org ddns.net lhr.life
  localhost.run trycloudflare.com loca.lt gitpod.io repl.co blogspot.com firebaseapp.com`.split(/\s+/),
);

/**
 * The part of a host name that one owner registered, `gitlab.com` of `registry.gitlab.com`; undefined for addresses,
 * lone labels and names directly under a shared domain's tenants' parent. It errs towards the longer name, which only
 * costs a token server its trust: the public suffix list itself is larger than all of this program.
 */
export function registrableDomain(hostname: string): string | undefined {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.includes(':') || host.startsWith('[') || /(?:^|\.)[\dx]+$/.test(host)) return undefined;
  const labels = host.split('.');
  if (labels.length < 2 || labels.includes('')) return undefined;
  for (let start = 1; start < labels.length; start++) {
    // The whole host, not one label more: regions and tenants share these at varying depth.
    if (shared.has(labels.slice(start).join('.'))) return host;
  }
  const [second = '', top = ''] = labels.slice(-2);
  const depth = top.length === 2 && secondLevel.has(second) ? 3 : 2;
  return labels.length < depth || shared.has(host) ? undefined : labels.slice(-depth).join('.');
}
