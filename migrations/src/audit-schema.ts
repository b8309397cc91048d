/**
 * The audit schema that belongs to a portal schema: `sluice_portal` -> `sluice_audit`. Derived, so that the migrations
 * and every process agree without a second setting.
 */
export function auditSchemaOf(portalSchema: string): string {
  return portalSchema.includes('portal') ? portalSchema.replace('portal', 'audit') : `${portalSchema}_audit`;
}
