import { expect, test } from '@jest/globals';
import { settingText } from '../../../src/cards/text/setting-text.ts';

test.each([
  ['reportDays', 30, undefined, '30'],
  ['reportDays', 30, 'unit', '30 days'],
  ['reportDays', 1, 'unit', '1 day'],
  ['cd4Days', 365, 'unit', '12 months'],
  ['cd4Days', 730, 'unit', '24 months'],
  ['cd4Days', 400, 'unit', '400 days'],
  ['recentMriHours', 72, 'unit', '72 hours'],
  ['pregnancyWeeks', 42, 'unit', '42 weeks'],
  ['fromMonths', 6, 'words', 'six'],
  ['fromMonths', 12, 'words', 'twelve'],
  ['contrastOptionMaxMonths', 18, 'words', '18'],
  ['minimumAgeYears', 17, 'unit', '17 years'],
  ['feverCelsius', 38, undefined, '38.0'],
  ['feverCelsius', 38.2, 'unit', '38.2 °C'],
  ['crpMgPerL', 10, 'unit', '10 mg/L'],
  ['esrMmPerHour', 30, 'unit', '30 mm/h'],
  ['cd4PerMicrolitre', 100, 'unit', '100 cells/µL'],
  ['minimumEgfr', 30, 'unit', '30 mL/min/1.73 m²'],
] as const)('%s = %s as %s: %s', (name, value, form, text) => {
  expect(settingText(name, value, form)).toBe(text);
});

test.each([
  ['a setting that the card does not have', 'reportDays', undefined, undefined],
  ['one that is switched off', 'contrastOptionMaxMonths', null, undefined],
  ['one that is no number', 'warnIfSevere', false, undefined],
  ['an unknown form', 'reportDays', 30, 'roman'],
  ['a name without a unit', 'limit', 30, 'unit'],
])('%s stops the start, by its name', (_what, name, value, form) => {
  expect(() => settingText(name, value, form)).toThrow(form === 'roman' ? form : name);
});
