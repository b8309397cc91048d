// Every reason why an undo would not be exact, in the order in which they are told.
import { dialectWatchedOnly } from './dialect-watched-only.js';
import { formNotSupported } from './form-not-supported.js';
import { hintSetsVariable } from './hint-sets-variable.js';
import { insertKeyNotKnown } from './insert-key-not-known.js';
import { keyChanged } from './key-changed.js';
import { keyNotPlain } from './key-not-plain.js';
import { lockingClause } from './locking-clause.js';
import { noPrimaryKey } from './no-primary-key.js';
import { noTable } from './no-table.js';
import { noTotalOrder } from './no-total-order.js';
import { notABaseTable } from './not-a-base-table.js';
import { notInnodb } from './not-innodb.js';
import { otherSchema } from './other-schema.js';
import { parametersInText } from './parameters-in-text.js';
import { privilegeMissing } from './privilege-missing.js';
import { rowTooWide } from './row-too-wide.js';
import { sessionFunction } from './session-function.js';
import { sliceNotProved } from './slice-not-proved.js';
import { statementNotCut } from './statement-not-cut.js';
import { storedFunction } from './stored-function.js';
import { storedGeneratedOverTimestamp } from './stored-generated-over-timestamp.js';
import type { Condition } from './subject.js';
import { systemSchema } from './system-schema.js';
import { targetNotKnown } from './target-not-known.js';
import { triggersFire } from './triggers-fire.js';
import { undoTriggersFire } from './undo-triggers-fire.js';
import { unsupportedColumnType } from './unsupported-column-type.js';
import { userVariable } from './user-variable.js';
import { versionTooOld } from './version-too-old.js';

export const conditions: readonly Condition[] = [
  // the server
  versionTooOld,
  dialectWatchedOnly,
  privilegeMissing,
  // the text
  statementNotCut,
  parametersInText,
  formNotSupported,
  sliceNotProved,
  // the tables
  systemSchema,
  otherSchema,
  noTable,
  notABaseTable,
  notInnodb,
  targetNotKnown,
  noPrimaryKey,
  keyNotPlain,
  rowTooWide,
  unsupportedColumnType,
  keyChanged,
  triggersFire,
  undoTriggersFire,
  storedGeneratedOverTimestamp,
  // the expressions
  userVariable,
  sessionFunction,
  storedFunction,
  noTotalOrder,
  hintSetsVariable,
  lockingClause,
  insertKeyNotKnown,
];
