import { BadRequestException, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import { problemSchema } from '@sluice/contracts';
import { ProblemError } from './problem-error.js';
import { problemBody, problemOf } from './problem-filter.js';

describe('problems', () => {
  it.each([
    [new ProblemError('own-request'), 'own-request', 403],
    [new NotFoundException(), 'not-found', 404],
    [new BadRequestException(), 'bad-request', 400],
    [new ServiceUnavailableException(), 'not-ready', 503],
    [Object.assign(new Error('x'), { type: 'entity.parse.failed', status: 400 }), 'bad-request', 400],
    [Object.assign(new Error('x'), { type: 'entity.too.large', status: 413 }), 'too-large', 413],
    [new TypeError('a bug'), 'internal', 500],
    // Drivers' errors carry fields of the same names; none of them is for the client.
    [Object.assign(new Error('denied for user root'), { status: 404 }), 'internal', 500],
    ['thrown text', 'internal', 500],
    [undefined, 'internal', 500],
  ])('of %s', (error, code, status) => {
    const body = problemBody(problemOf(error, '/api/teams'), 'request-1');
    expect(problemSchema.parse(body)).toMatchObject({ code, status, type: `urn:sluice:problem:${code}` });
  });

  it('tell nothing of an unforeseen error', () => {
    expect(JSON.stringify(problemBody(problemOf(new Error('secret'), '/api/teams'), 'request-1'))).not.toContain(
      'secret',
    );
  });
});
