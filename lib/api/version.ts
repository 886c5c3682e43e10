/** The version of this Orrery, as package.json has it. */
export const orreryVersion = '0.2.0';
