// Two projects: `unit` is pure (no IO, runs in `npm run check`); `database` runs against a real MySQL, which
// tools/check/database-setup.ts takes from SLUICE_TEST_MYSQL_URLS or starts by the launcher.
const shared = {
  rootDir: '.',
  testEnvironment: 'node',
  modulePathIgnorePatterns: ['/dist/', '/.sluice/'],
  extensionsToTreatAsEsm: [],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: {
    '^@sluice/(contracts|sql|acl|ddl|review|rollback|change|mysql|testing)$': [
      '<rootDir>/libs/$1/src/index.ts',
      '<rootDir>/apps/$1/src/index.ts',
    ],
    '^@sluice/migrations$': '<rootDir>/migrations/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.js'],
  },
};

export default {
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'database',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.db-spec.ts'],
      globalSetup: '<rootDir>/tools/check/database-setup.ts',
      globalTeardown: '<rootDir>/tools/check/database-teardown.ts',
    },
  ],
};
