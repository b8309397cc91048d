// A translation has the same keys as the English text; only the singular forms may be missing, which Korean has not.
export type Shape<T> = {
  [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Shape<T[K]>;
};
