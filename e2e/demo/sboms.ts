import type { Workbench } from '#e2e/tools/workbench';

type Spdx = {
  files?: unknown;
  packages: { sourceInfo?: string; filesAnalyzed?: boolean }[];
  relationships: { spdxElementId: string; relatedSpdxElement: string }[];
};

/** The SBOMs that syft writes of one platform; the SPDX without its list of files, which would triple its size. */
export async function scanPackages(bench: Workbench, reference: string, version: string) {
  const names = { spdx: 'scan.spdx.json', cyclonedx: 'scan.cdx.json' };
  const outputs = ['-o', `spdx-json=${names.spdx}`, '-o', `cyclonedx-json=${names.cyclonedx}`];
  const source = [
    '--source-name',
    'acme/storefront',
    '--source-version',
    version,
    '--source-supplier',
    'Acme',
  ];
  await bench.run('syft', [
    'scan',
    '--quiet',
    `registry:${reference}`,
    '--platform',
    'linux/amd64',
    ...source,
    ...outputs,
  ]);
  const spdx: Spdx = JSON.parse(bench.read(names.spdx));
  const cyclonedx: unknown = JSON.parse(bench.read(names.cyclonedx));
  return { spdx: withoutFiles(spdx), cyclonedx };
}

function withoutFiles({ files: _files, ...document }: Spdx): Spdx {
  const isFile = (id: string) => id.startsWith('SPDXRef-File');
  return {
    ...document,
    packages: document.packages.map(({ sourceInfo: _sourceInfo, ...entry }) => entry),
    relationships: document.relationships.filter(
      ({ spdxElementId, relatedSpdxElement }) => !isFile(spdxElementId) && !isFile(relatedSpdxElement),
    ),
  };
}
