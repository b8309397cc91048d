import nx from '@nx/eslint-plugin';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// The one-way order of the rooms: contracts <- sql <- review, rollback, ddl, acl <- change; mysql is the driver; only apps compose.
const may = (sourceTag, ...allowed) => ({ sourceTag, onlyDependOnLibsWithTags: allowed });

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.sluice/**', 'coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.typecheck.json', './apps/web/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it'], package: 'node:test' }] },
      ],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          allow: [],
          depConstraints: [
            may('lib:contracts'),
            may('lib:sql', 'lib:contracts'),
            may('lib:acl', 'lib:contracts', 'lib:sql'),
            may('lib:review', 'lib:contracts', 'lib:sql'),
            may('lib:rollback', 'lib:contracts', 'lib:sql'),
            may('lib:ddl', 'lib:contracts', 'lib:sql'),
            may('lib:change', 'lib:contracts'),
            may('lib:mysql', 'lib:contracts', 'lib:sql', 'lib:rollback', 'lib:ddl', 'lib:acl', 'lib:testing'),
            may('lib:testing', 'tool'),
            may('lib:migrations'),
            may(
              'app:api',
              'lib:contracts',
              'lib:sql',
              'lib:review',
              'lib:rollback',
              'lib:ddl',
              'lib:acl',
              'lib:change',
              'lib:mysql',
              'lib:migrations',
              'lib:testing',
            ),
            may('app:web', 'lib:contracts'),
            may('tool', '*'),
          ],
        },
      ],
    },
  },
  {
    files: ['libs/{contracts,sql,review,rollback,ddl,acl,change}/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['node:*', 'mysql2*', 'typeorm', '@nestjs/*'], message: 'Pure cores take data and return data.' },
          ],
        },
      ],
      'no-restricted-globals': ['error', 'fetch', 'process', 'setTimeout'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
      ],
    },
  },
  { files: ['apps/web/**/*.{ts,tsx}'], plugins: { 'react-hooks': hooks }, rules: hooks.configs.recommended.rules },
  { files: ['**/*.mjs', '**/*.cjs'], ...tseslint.configs.disableTypeChecked },
);
