import { notRunnable, type Condition } from './subject.js';

/** FOR UPDATE OF and atomic DDL are there before, but the protocol was measured from 8.0.22 on (and Aurora 3). */
export const versionTooOld: Condition = ({ server }) =>
  server.versionNumber < 80_022 ? notRunnable('version-too-old', { version: server.version }) : undefined;
