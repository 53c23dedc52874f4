export const lin = 1;
