// How an entry is read for hashing: the time as text with its microseconds, params as they were stored.
import type { StoredEntry } from './canonical-entry.js';

export const storedEntryColumns = `e.id, DATE_FORMAT(e.recorded_at, '%Y-%m-%d %H:%i:%s.%f') AS recordedAt, e.actor_id AS actorId,
  e.action, e.subject_type AS subjectType, e.subject_id AS subjectId, e.params`;

export type StoredEntryRow = { readonly [Field in keyof StoredEntry]: StoredEntry[Field] };
