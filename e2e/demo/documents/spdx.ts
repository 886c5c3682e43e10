import type { Package } from '#e2e/demo/images/packages';

/** An SPDX 2.3 document of a system's packages, as BuildKit's scanner writes one. */
export function spdxDocument(name: string, created: string, packages: readonly Package[]) {
  const ids = packages.map((entry) => `SPDXRef-Package-apk-${entry.name.replace(/[^\w.-]/g, '-')}`);
  return {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name,
    documentNamespace: `https://acme.example/sbom/${name}-0f6ad3b6-1a05-49a5-9c55-6b7f8f6f5c1e`,
    creationInfo: {
      licenseListVersion: '3.27',
      creators: ['Organization: Acme Corporation', 'Tool: buildkit-scanner'],
      created,
    },
    packages: packages.map((entry, index) => ({
      name: entry.name,
      SPDXID: ids[index],
      versionInfo: entry.version,
      supplier: 'NOASSERTION',
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: entry.license,
      copyrightText: 'NOASSERTION',
      externalRefs: [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: `pkg:apk/alpine/${encodeURIComponent(entry.name)}@${entry.version}?distro=alpine-3.22.1`,
        },
      ],
    })),
    relationships: ids.map((id) => ({
      spdxElementId: 'SPDXRef-DOCUMENT',
      relatedSpdxElement: id,
      relationshipType: 'DESCRIBES',
    })),
  };
}
