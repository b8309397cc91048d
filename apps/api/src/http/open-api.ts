// The API's description at /api/docs, from the same zod schemas that check the requests.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemSchema } from '@sluice/contracts';
import { sessionCookieName } from '../access/session-cookie.js';
import type { AppConfig } from '../config/app-config.js';
import { answersAsComponents, asComponents } from './schema-components.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;
type Parameter = NonNullable<Operation['parameters']>[number];

const methodsThatChange = ['post', 'put', 'patch', 'delete'] as const;
const methods = ['get', ...methodsThatChange] as const;

const csrfToken: Parameter = {
  name: 'x-csrf-token',
  in: 'header',
  required: true,
  description: '`csrfToken` of `GET /api/auth/me`',
  schema: { type: 'string' },
};

export function serveOpenApi(app: INestApplication, config: Pick<AppConfig, 'publicUrl'>): void {
  const description = new DocumentBuilder()
    .setTitle('Sluice')
    .setDescription(
      'Change requests on MySQL: file, approve, run, verify, roll back. Errors are RFC 9457 problem details.',
    )
    .setVersion('0.1.0')
    .addCookieAuth(sessionCookieName(config))
    .addSecurityRequirements('cookie')
    .build();
  SwaggerModule.setup('api/docs', app, () =>
    withWhatEveryHandlerHas(
      SwaggerModule.createDocument(app, description, { standardSchemaConverter: answersAsComponents }),
    ),
  );
}

/** Adds what stands around the handlers and not at each: the problem it may answer, and the token that a change needs. */
function withWhatEveryHandlerHas(document: OpenAPIObject): OpenAPIObject {
  const problem = asComponents(problemSchema);
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method];
      if (operation !== undefined) operation.responses.default = { $ref: '#/components/responses/Problem' };
    }
    for (const method of methodsThatChange) {
      const operation = path[method];
      if (operation !== undefined && !isPublic(operation)) {
        operation.parameters = [...(operation.parameters ?? []), csrfToken];
      }
    }
  }
  const responses = {
    Problem: {
      description: 'What was wrong, as RFC 9457 problem details.',
      content: { 'application/problem+json': { schema: problem.schema } },
    },
  };
  const schemas = { ...document.components?.schemas, ...problem.components };
  return { ...document, components: { ...document.components, schemas, responses } };
}

// `@Public()` says so with a requirement of nothing.
function isPublic({ security }: Operation): boolean {
  return security?.some((requirement) => Object.keys(requirement).length === 0) ?? false;
}
