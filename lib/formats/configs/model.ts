import type { DocumentContext, DocumentReading } from '#lib/formats/documents/document';
import { given } from '#lib/formats/documents/given';
import type { FileRow } from '#lib/formats/documents/rows';
import type { ModelSummary } from '#lib/formats/documents/summaries';
import { flattenJson } from '#lib/formats/json/flatten-json';
import { at, listAt, textAt, textsAt } from '#lib/formats/json/json-path';
import { isJsonObject } from '#lib/oci/parse-json';
import { cleanText } from '#lib/text/untrusted-text';

/** One form of the config of a model: how it is told, and what it says. */
type ModelForm = {
  readonly format: string;
  readonly noun: string;
  readonly isForm: (value: unknown) => boolean;
  readonly summary: (value: unknown) => {
    readonly [Name in keyof ModelSummary]: ModelSummary[Name] | undefined;
  };
};

const forms: readonly ModelForm[] = [
  {
    // https://kitops.org/docs/kitfile/format/
    format: 'kitops',
    noun: 'ModelKit',
    isForm: (value) =>
      at(value, 'manifestVersion') !== undefined &&
      ['package', 'model', 'code', 'datasets', 'prompts'].some((part) => at(value, part) !== undefined),
    summary: (value) => ({
      name: textAt(value, 'package', 'name') ?? textAt(value, 'model', 'name'),
      version: textAt(value, 'package', 'version') ?? textAt(value, 'model', 'version'),
      family: textAt(value, 'model', 'framework'),
      licences: textsOr(textAt(value, 'package', 'license'), textAt(value, 'model', 'license')),
    }),
  },
  {
    // https://github.com/modelpack/model-spec/blob/main/docs/config.md
    format: 'modelpack',
    noun: 'Model',
    isForm: (value) => isJsonObject(at(value, 'modelfs')) && isJsonObject(at(value, 'descriptor')),
    summary: (value) => ({
      name: textAt(value, 'descriptor', 'name') ?? textAt(value, 'descriptor', 'title'),
      version: textAt(value, 'descriptor', 'version'),
      family: textAt(value, 'descriptor', 'family'),
      architecture: textAt(value, 'config', 'architecture'),
      parameters: textAt(value, 'config', 'paramSize'),
      quantization: textAt(value, 'config', 'quantization') ?? textAt(value, 'config', 'precision'),
      licences: textsOr(...textsAt(value, 'descriptor', 'licenses')),
    }),
  },
  {
    // https://github.com/docker/model-spec/blob/main/config.md
    format: 'docker-ai',
    noun: 'Model',
    isForm: (value) =>
      at(value, 'config', 'gguf') !== undefined ||
      at(value, 'config', 'safetensors') !== undefined ||
      /^(?:gguf|safetensors|diffusers|onnx)$/i.test(textAt(value, 'config', 'format') ?? ''),
    summary: (value) => ({
      name: textAt(value, 'config', 'gguf', 'general.name') ?? textAt(value, 'descriptor', 'name'),
      family: textAt(value, 'config', 'format'),
      architecture:
        textAt(value, 'config', 'architecture') ?? textAt(value, 'config', 'gguf', 'general.architecture'),
      parameters: textAt(value, 'config', 'parameters') ?? textAt(value, 'config', 'size'),
      quantization: textAt(value, 'config', 'quantization'),
      licences: textsOr(textAt(value, 'config', 'gguf', 'general.license')),
    }),
  },
  {
    // https://github.com/ollama/ollama/blob/main/types/model/config.go
    format: 'ollama',
    noun: 'Ollama model',
    isForm: (value) =>
      textAt(value, 'model_format') !== undefined || textAt(value, 'model_family') !== undefined,
    summary: (value) => ({
      family: textAt(value, 'model_family'),
      architecture: textAt(value, 'model_format'),
      parameters: textAt(value, 'model_type'),
      quantization: textAt(value, 'file_type'),
    }),
  },
];

/** The config of a model, as KitOps, ModelPack, Docker and Ollama write it. */
export function readModelConfig(value: unknown, context: DocumentContext): DocumentReading | undefined {
  const form = forms.find(({ isForm }) => isForm(value));
  if (form === undefined) return undefined;
  const told = form.summary(value);
  const words = [told.name, told.version, ...(told.name === undefined ? [told.family, told.parameters] : [])];
  const name = words.filter((word) => word !== undefined).join(' ');
  return given<DocumentReading>({
    kind: 'model',
    format: form.format,
    title: name === '' ? form.noun : `${form.noun} ${cleanText(name)}`,
    summary: context.isWhole ? () => ({ of: 'model', ...given<ModelSummary>(allOf(told)) }) : undefined,
    rows: given<NonNullable<DocumentReading['rows']>>({
      fields: () => flattenJson(value),
      files: form.format === 'kitops' ? () => kitFiles(value) : undefined,
    }),
  });
}

function allOf(told: ReturnType<ModelForm['summary']>) {
  const { name, version, family, architecture, parameters, quantization, licences } = told;
  return { name, version, family, architecture, parameters, quantization, licences };
}

function textsOr(...texts: readonly (string | undefined)[]): readonly string[] | undefined {
  const said = texts.filter((text) => text !== undefined);
  return said.length === 0 ? undefined : said;
}

/** What a Kitfile packs, by the paths that it names. */
function* kitFiles(value: unknown): Generator<FileRow> {
  const parts = ['code', 'datasets', 'docs', 'prompts'].flatMap((name) => listAt(value, name));
  for (const part of [at(value, 'model'), ...listAt(value, 'model', 'parts'), ...parts]) {
    const path = textAt(part, 'path');
    if (path !== undefined) yield { path };
  }
}
