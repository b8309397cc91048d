import type { AccessItem } from '@sluice/contracts';
import { itemWords } from './item-words';

const privilege = (name: string, more: object = {}): AccessItem => ({
  ...{ type: 'privilege', level: { type: 'table', schema: 'shop', name: 'orders' }, privilege: name },
  ...{ column: null, grantable: false, restricted: false, ...more },
});

it('says privileges of one level in one line, columns with theirs', () => {
  expect(
    itemWords([
      privilege('SELECT', { column: 'id' }),
      privilege('SELECT', { column: 'total' }),
      privilege('UPDATE'),
      privilege('GRANT OPTION'),
      privilege('SELECT', { level: { type: 'global' } }),
      privilege('EXECUTE', { level: { type: 'procedure', schema: 'shop', name: 'p' } }),
      privilege('INSERT', { level: { type: 'schema', schema: 'mysql' }, restricted: true }),
      { type: 'role', role: { user: 'reader', host: '%' }, admin: false },
      { type: 'role', role: { user: 'lead', host: '%' }, admin: true },
      { type: 'proxy', proxied: { user: 'boss', host: 'h' }, grantable: false },
    ]),
  ).toEqual([
    { kind: 'privileges', what: 'SELECT (id, total), UPDATE', on: 'shop.orders' },
    { kind: 'passedOn', what: 'GRANT OPTION', on: 'shop.orders' },
    { kind: 'privileges', what: 'SELECT', on: '*.*' },
    { kind: 'privileges', what: 'EXECUTE', on: 'procedure shop.p' },
    { kind: 'restricted', what: 'INSERT', on: 'mysql.*' },
    { kind: 'role', what: 'reader@%', on: '' },
    { kind: 'roleAdmin', what: 'lead@%', on: '' },
    { kind: 'proxy', what: 'boss@h', on: '' },
  ]);
});
