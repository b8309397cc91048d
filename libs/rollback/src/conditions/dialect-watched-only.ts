import { notRunnable, type Condition } from './subject.js';

/** MariaDB has no STATEMENT_DIGEST_TEXT: nothing can be proved there. */
export const dialectWatchedOnly: Condition = ({ server }) =>
  server.dialect === 'mariadb' ? notRunnable('dialect-watched-only', { dialect: server.dialect }) : undefined;
