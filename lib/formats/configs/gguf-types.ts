// The numbers of https://github.com/ggml-org/ggml/blob/master/docs/gguf.md and of ggml.h.

const tensorTypes: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  6: 'Q5_0',
  7: 'Q5_1',
  8: 'Q8_0',
  9: 'Q8_1',
  10: 'Q2_K',
  11: 'Q3_K',
  12: 'Q4_K',
  13: 'Q5_K',
  14: 'Q6_K',
  15: 'Q8_K',
  20: 'IQ4_NL',
  23: 'IQ4_XS',
  24: 'I8',
  25: 'I16',
  26: 'I32',
  27: 'I64',
  28: 'F64',
  30: 'BF16',
  39: 'MXFP4',
};

// Of `general.file_type`: what most of the tensors are.
const fileTypes =
  'F32,F16,Q4_0,Q4_1,,,,Q8_0,Q5_0,Q5_1,Q2_K,Q3_K_S,Q3_K_M,Q3_K_L,Q4_K_S,Q4_K_M,Q5_K_S,Q5_K_M,Q6_K,IQ2_XXS,IQ2_XS,Q2_K_S,IQ3_XS,IQ3_XXS,IQ1_S,IQ4_NL,IQ3_S,IQ3_M,IQ2_S,IQ2_M,IQ4_XS,IQ1_M,BF16,,,,TQ1_0,TQ2_0,MXFP4'.split(
    ',',
  );

/** How the numbers of a tensor are written: `Q4_K`; `type 99` of one that is unknown. */
export function tensorType(type: number): string {
  return Object.hasOwn(tensorTypes, type) ? (tensorTypes[type] ?? '') : `type ${type}`;
}

/** The quantization that `general.file_type` names; undefined of a number that is unknown. */
export function fileType(type: number): string | undefined {
  const name = fileTypes[type];
  return name === '' ? undefined : name;
}
