import type * as z from 'zod/mini';
import {
  $ZodArray,
  $ZodBoolean,
  $ZodCustom,
  $ZodDiscriminatedUnion,
  $ZodEnum,
  $ZodExactOptional,
  $ZodLiteral,
  $ZodNumber,
  $ZodObject,
  $ZodRecord,
  $ZodString,
} from 'zod/v4/core';

type Check = (value: unknown) => boolean;
type Schema = z.core.$ZodType;

/**
 * A quick look at whether a value is exactly what a schema describes: then it may be taken as it is. False also for what
 * this look does not understand, such as a key that the schema does not name: there the schema itself decides. Of a
 * stream of 50,000 nodes each line is checked, and the library's own speed-up compiles code, which our content security
 * policy forbids.
 */
export function compileCheck<T>(schema: z.ZodMiniType<T>): (value: unknown) => value is T {
  const check = checkOf(schema);
  return (value): value is T => check(value);
}

function checkOf(schema: Schema): Check {
  if (schema instanceof $ZodCustom) return (value) => schema._zod.def.fn(value) === true;
  if ((schema._zod.def.checks?.length ?? 0) > 0) return never;
  if (schema instanceof $ZodString) return (value) => typeof value === 'string';
  // JSON has no number that is none.
  if (schema instanceof $ZodNumber) return Number.isFinite;
  if (schema instanceof $ZodBoolean) return (value) => typeof value === 'boolean';
  if (schema instanceof $ZodLiteral) return isOneOf(schema._zod.def.values);
  if (schema instanceof $ZodEnum) return isOneOf(Object.values(schema._zod.def.entries));
  if (schema instanceof $ZodArray) return arrayCheck(checkOf(schema._zod.def.element));
  if (schema instanceof $ZodRecord) return recordCheck(schema);
  if (schema instanceof $ZodDiscriminatedUnion) return unionCheck(schema);
  return schema instanceof $ZodObject ? objectCheck(schema) : never;
}

const never: Check = () => false;

function isOneOf(values: Iterable<unknown>): Check {
  const known = new Set(values);
  return (value) => known.has(value);
}

function arrayCheck(check: Check): Check {
  return (value) => {
    if (!Array.isArray(value)) return false;
    for (const element of value) if (!check(element)) return false;
    return true;
  };
}

function recordCheck(schema: $ZodRecord): Check {
  const { keyType, valueType } = schema._zod.def;
  if (!(keyType instanceof $ZodString) || checkOf(keyType) === never) return never;
  const check = checkOf(valueType);
  return (value) => {
    if (!isObject(value)) return false;
    for (const key in value) if (key === '__proto__' || !check(value[key])) return false;
    return true;
  };
}

/** Each key of the value is one of the schema, and each that must be there is there. */
function objectCheck(schema: $ZodObject): Check {
  const { shape, catchall } = schema._zod.def;
  if (catchall !== undefined) return never;
  const parts = new Map<string, { readonly check: Check; readonly isNeeded: boolean }>();
  for (const [key, part] of Object.entries(shape)) {
    parts.set(
      key,
      part instanceof $ZodExactOptional
        ? { check: checkOf(part._zod.def.innerType), isNeeded: false }
        : { check: checkOf(part), isNeeded: true },
    );
  }
  const needed = [...parts.values()].filter(({ isNeeded }) => isNeeded).length;
  return (value) => {
    if (!isObject(value)) return false;
    let found = 0;
    for (const key in value) {
      const part = parts.get(key);
      if (part === undefined || !part.check(value[key])) return false;
      if (part.isNeeded) found += 1;
    }
    return found === needed;
  };
}

function unionCheck(schema: $ZodDiscriminatedUnion): Check {
  const { discriminator, options } = schema._zod.def;
  const checks = new Map<unknown, Check>();
  for (const option of options) {
    const names = option._zod.propValues?.[discriminator] ?? [];
    for (const name of names) checks.set(name, checkOf(option));
  }
  return (value) => isObject(value) && checks.get(value[discriminator])?.(value) === true;
}

// What JSON.parse gives and nothing else: there an object inherits nothing that could be counted as a key of it.
function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
