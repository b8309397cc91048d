// The project's tests as they are, in the copy under .sluice/ that has one line broken.
import { join } from 'node:path';
import jest from '../../jest.config.mjs';

const project = (name) => ({
  ...jest.projects.find(({ displayName }) => displayName === name),
  rootDir: join(import.meta.dirname, '../..'),
  modulePathIgnorePatterns: ['/dist/'],
  // The servers are there: sabotage.ts gives them by the environment.
  globalSetup: undefined,
  globalTeardown: undefined,
});

export default { projects: [project('unit'), project('database')] };
