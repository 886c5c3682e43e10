import type { ContainerReader } from './container.ts';
import { openCycloneDxProtobuf } from './cyclonedx-protobuf.ts';
import { openJson, openLaterJsonLines } from './json.ts';
import { openSpdxTagValue } from './spdx-tag-value.ts';
import { openXml } from './xml-documents.ts';
import { openYaml } from './yaml.ts';

/**
 * What may hold documents, in the order in which a file is tried: a new one is a file beside this one, and a row here.
 * What takes nearly any text stands last.
 */
export const containers: readonly ContainerReader[] = [
  openJson,
  openXml,
  openCycloneDxProtobuf,
  openSpdxTagValue,
  openLaterJsonLines,
  openYaml,
];
