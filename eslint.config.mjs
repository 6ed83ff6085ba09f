import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** One idea per file, small functions, no floating promises: the rules that keep this code readable. */
export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.dsp/', 'test/output/', '**/node_modules/', 'demo-services/'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      complexity: ['error', 12],
      'max-lines': ['error', { max: 350, skipBlankLines: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['cli/**', 'system/**', 'test/**', 'bench/**', 'docs/**', '**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['extension/**/*.ts', 'webview/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ group: ['**/server/**', '**/webview/**'] }] }],
    },
  },
  { files: ['**/*.test.ts'], rules: { '@typescript-eslint/no-floating-promises': 'off' } },
);
