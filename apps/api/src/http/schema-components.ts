// The answers' schemas as components under the names of @sluice/contracts, so that the API's description says each once.
import type { OpenAPIObject, StandardSchemaConverter } from '@nestjs/swagger';
import * as contracts from '@sluice/contracts';
import { z } from 'zod';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

const named = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries(contracts)) {
  if (schema instanceof z.ZodType && name.endsWith('Schema')) named.add(schema, { id: componentName(name) });
}

/** Converts what an answer is; what is asked for stays in its place: with its defaults it is another schema of the same name. */
export const answersAsComponents: StandardSchemaConverter = (schema, { schemaType }) =>
  schemaType === 'output' && schema instanceof z.ZodType ? asComponents(schema) : undefined;

/** `schema` as an answer, and the components that it refers to. */
export function asComponents(schema: z.ZodType): { schema: Schemas[string]; components: Schemas } {
  const json = JSON.stringify(z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'output', metadata: named }));
  const { definitions, ...converted } = JSON.parse(
    json.replaceAll('"$ref":"#/definitions/', '"$ref":"#/components/schemas/'),
  ) as Schemas[string] & { definitions?: Schemas };
  return { schema: converted, components: definitions ?? {} };
}

/** `requestViewSchema` -> `RequestView` */
function componentName(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1, -'Schema'.length)}`;
}
