import type { Opened } from '#lib/formats/containers/container';
import type { ContentReading, EnvelopeContext } from '#lib/formats/documents/document';
import type { Items } from '#lib/formats/json/json-path';
import { itemsAt } from '#lib/formats/json/json-path';
import { formatLimits } from '#lib/formats/limits';
import { OciError } from '#lib/oci/oci-error';
import { envelopes, jsonForms } from './forms.ts';

/** What is in no form that we know. */
export const nothing: ContentReading = { documents: [], problems: [] };

/** The documents in what a container holds: its values together where a form is made of many, else each by itself. */
export function readOpened({ values, problems = [] }: Opened, context: EnvelopeContext): ContentReading {
  const [only] = values;
  const reading = readValue(values.length === 1 ? only : values, context);
  return joined([{ documents: [], problems }, reading]);
}

/**
 * The documents in a value: in the envelope that it is, in the form that it has, or in the list of such values that it
 * is. A fault in one of a list is a problem, and the others stay.
 *
 * @throws what is not an OciError, which is a fault of ours
 */
export function readValue(value: unknown, context: EnvelopeContext): ContentReading {
  try {
    const reading = readOne(value, context);
    if (reading !== undefined) return reading;
  } catch (error) {
    if (error instanceof OciError) return { documents: [], problems: [error.message] };
    throw error;
  }
  const list = itemsAt(value);
  return list.length > 0 ? readEach(list, context) : nothing;
}

function readOne(value: unknown, context: EnvelopeContext): ContentReading | undefined {
  for (const open of envelopes) {
    const reading = open(value, context);
    if (reading !== undefined) return reading;
  }
  for (const read of jsonForms) {
    const document = read(value, context);
    if (document !== undefined) return { documents: [document], problems: [] };
  }
  return undefined;
}

function readEach(values: Items, context: EnvelopeContext): ContentReading {
  const readings: ContentReading[] = [];
  for (const value of values) {
    if (readings.length === formatLimits.documentsMax) break;
    readings.push(itemsAt(value).length > 0 ? nothing : readValue(value, context));
  }
  const isDocument = readings.some(({ documents }) => documents.length > 0);
  const told = readings.map((reading, at) => numbered(reading, at, isDocument));
  if (!isDocument) return joined(told);
  const more = values.length - formatLimits.documentsMax;
  const problems = more > 0 ? [`${more} more documents in this file were not read.`] : [];
  return joined([...told, { documents: [], problems }]);
}

function numbered({ documents, problems }: ContentReading, at: number, isDocument: boolean): ContentReading {
  if (documents.length > 0 || !isDocument) return { documents, problems };
  const [why = 'It has a format that Orrery does not know.'] = problems;
  return { documents, problems: [`Document ${at + 1}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`] };
}

function joined(readings: readonly ContentReading[]): ContentReading {
  const problems = new Set(readings.flatMap((reading) => reading.problems));
  return {
    documents: readings.flatMap(({ documents }) => documents),
    problems: [...problems].slice(0, formatLimits.problemsMax),
  };
}
