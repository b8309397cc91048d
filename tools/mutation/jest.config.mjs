// The unit tests as `npm run check` runs them, in the copy that Stryker makes under .sluice/.
import jest from '../../jest.config.mjs';

const unit = jest.projects.find(({ displayName }) => displayName === 'unit');

export default {
  ...unit,
  rootDir: '../..',
  modulePathIgnorePatterns: ['/dist/'],
  // Measures milliseconds: the switches that Stryker puts everywhere would fail it, and no mutant is one of speed.
  testPathIgnorePatterns: ['/node_modules/', '\\.speed\\.spec\\.ts$'],
};
