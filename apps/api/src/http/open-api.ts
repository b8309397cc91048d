// The API's description at /api/docs, from the same zod schemas that check the requests.
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { sessionCookieName } from '../access/session-cookie.js';
import type { AppConfig } from '../config/app-config.js';

export function serveOpenApi(app: INestApplication, config: Pick<AppConfig, 'publicUrl'>): void {
  const description = new DocumentBuilder()
    .setTitle('Sluice')
    .setDescription(
      'Change requests on MySQL: file, approve, run, verify, roll back. Errors are RFC 9457 problem details.',
    )
    .setVersion('0.1.0')
    .addCookieAuth(sessionCookieName(config))
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-csrf-token' }, 'csrf')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, description));
}
