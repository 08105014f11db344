import fc from 'fast-check';

/**
 * fast-check with one seed for everybody: the suite tries the same inputs on every machine, so a red
 * run means a change made it red. `npm run fuzz` draws others (PROPERTY_SEED), as often as one likes.
 */
const seed = Number(process.env['PROPERTY_SEED'] ?? 20_261_130);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });

export { fc };
