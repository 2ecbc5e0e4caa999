import { fileURLToPath } from 'node:url';

const rootDir = fileURLToPath(new URL('..', import.meta.url));

const shared = {
  rootDir,
  testMatch: ['**/*.spec.ts'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^@app/(.*)$': '<rootDir>/libs/$1/src/index.ts' },
  resolver: '<rootDir>/test/support/resolver.cjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        // Coverage finds its way back to the lines of the sources only by maps within the files.
        sourceMaps: 'inline',
      },
    ],
  },
};

/** @type {import('jest').Config} */
export default {
  rootDir,
  // Four times what the slowest take on a quiet machine of two cores.
  testTimeout: 60_000,
  maxWorkers: 2,
  // Modules of specs that are done stay in a worker; past this it is begun anew, before collecting them takes seconds.
  workerIdleMemoryLimit: '1200MB',
  reporters: ['default', '<rootDir>/test/support/closing-line.reporter.mjs'],
  // Asked for by `npm run coverage` and by `npm test`. What specs of other rooms come by does not count.
  collectCoverageFrom: ['libs/domain/src/**/*.ts', '!**/*.spec.ts', '!**/support/**'],
  coverageReporters: [['text', { skipFull: true }]],
  coverageThreshold: { global: { lines: 98 } },
  projects: [
    { ...shared, displayName: 'domain', roots: ['<rootDir>/libs/domain'] },
    {
      ...shared,
      displayName: 'service',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/libs/domain/'],
      coveragePathIgnorePatterns: ['/'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
};
