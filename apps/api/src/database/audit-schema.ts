import { auditSchemaOf } from '@sluice/migrations';
import type { AppConfig } from '../config/app-config.js';

/** The quoted name of the audit schema that belongs to the portal schema of this configuration. */
export function auditSchema(config: AppConfig): string {
  return `\`${auditSchemaOf(config.portal.schema)}\``;
}
