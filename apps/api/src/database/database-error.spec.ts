import { QueryFailedError } from 'typeorm';
import { describeError, isConnectionLost, isDuplicateKey, mysqlErrno } from './database-error.js';

const failed = (fields: object) =>
  new QueryFailedError('INSERT INTO t VALUES (?)', ['a secret'], Object.assign(new Error('Duplicate entry'), fields));

describe('errors of the portal database', () => {
  it('are known by MySQL’s number, bare or from TypeORM', () => {
    expect(mysqlErrno(failed({ errno: 1062 }))).toBe(1062);
    expect(mysqlErrno(Object.assign(new Error('x'), { errno: 1213 }))).toBe(1213);
    expect(mysqlErrno(Object.assign(new Error('listen'), { errno: -98 }))).toBeNull();
    expect([isDuplicateKey(failed({ errno: 1062 })), isDuplicateKey(null)]).toEqual([true, false]);
  });

  it('leave the outcome open when the connection was lost', () => {
    for (const fields of [{ code: 'PROTOCOL_CONNECTION_LOST' }, { code: 'ECONNRESET' }, { fatal: true }]) {
      expect(isConnectionLost(failed(fields))).toBe(true);
    }
    expect(isConnectionLost(failed({ errno: 1213 }))).toBe(false);
  });

  it('are described without the parameters', () => {
    expect(describeError(failed({ errno: 1062 }))).toBe('QueryFailedError 1062: Duplicate entry');
    expect(describeError('text')).toBe('text');
  });
});
