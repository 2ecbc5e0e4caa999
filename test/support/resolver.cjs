const path = require('node:path');

/**
 * Our sources import each other by the names their compiled files will have. A mapping of every `./x.js` would also
 * catch the packages' own imports, so only importers outside node_modules are looked at.
 */
module.exports = (request, options) => {
  const isOurs = !options.basedir.split(path.sep).includes('node_modules');
  if (isOurs && /^\.{1,2}\/.*\.js$/.test(request)) {
    try {
      return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
    } catch {
      // A file that is JavaScript in the sources too.
    }
  }
  return options.defaultResolver(request, options);
};
