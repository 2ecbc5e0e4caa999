/** The arguments of Node that run Jest, with ES modules as they are. */
export const JEST = ['--experimental-vm-modules', '--no-warnings=ExperimentalWarning'].concat([
  'node_modules/jest/bin/jest.js',
  '--config',
  'test/jest.config.mjs',
]);
