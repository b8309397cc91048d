// Why a big change runs whole and not in chunks. Code -> names of its parameters.
import type { CodeList } from './coded.js';

export const wholeReasonCodes = {
  'several-statements': ['count'],
  'no-images': [],
  'form-not-cut': ['form'],
  'several-tables': [],
  'limit-or-order': [],
  'reads-other-rows': [],
  'full-text-match': [],
  'index-hint': [],
  'key-changes': ['column'],
  'unique-changes': ['key'],
  'refers-to-itself': ['table'],
  'triggers-fire': ['table'],
  'cascades-fire': ['child'],
  'key-not-ranged': ['column', 'type'],
  'no-usable-key': ['table'],
  'range-not-proved': [],
} as const satisfies CodeList;
export type WholeReasonCode = keyof typeof wholeReasonCodes;
