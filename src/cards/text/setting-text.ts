/**
 * A threshold as a text prints it: `{{setting:reportDays}}` → 30, `{{setting:reportDays:unit}}` →
 * 30 days, `{{setting:fromMonths:words}}` → six. The unit is the end of the setting's name.
 *
 * @throws {Error} at start when there is no such setting, it holds no number, or the form is unknown.
 */
export function settingText(name: string, value: unknown, form: string | undefined): string {
  if (typeof value !== 'number') throw new Error(`there is no number in the setting ${name}`);
  switch (form) {
    case undefined:
      return decimals(name, value);
    case 'words':
      return inWords[value] ?? String(value);
    case 'unit':
      return withUnit(name, value);
    default:
      throw new Error(`a setting is not written as ${form}`);
  }
}

/** Temperatures are printed as a laboratory prints them, with one decimal. */
const decimals = (name: string, value: number): string =>
  name.endsWith('Celsius') ? value.toFixed(1) : String(value);

const inWords: Readonly<Record<number, string>> = {
  1: 'one',
  2: 'two',
  3: 'three',
  4: 'four',
  5: 'five',
  6: 'six',
  7: 'seven',
  8: 'eight',
  9: 'nine',
  10: 'ten',
  11: 'eleven',
  12: 'twelve',
};

const timeUnits = ['Hours', 'Days', 'Weeks', 'Months', 'Years'] as const;
const units: Readonly<Record<string, string>> = {
  Celsius: '°C',
  MgPerL: 'mg/L',
  MmPerHour: 'mm/h',
  PerMicrolitre: 'cells/µL',
  Egfr: 'mL/min/1.73 m²',
};

function withUnit(name: string, value: number): string {
  const time = timeUnits.find((unit) => name.endsWith(unit))?.toLowerCase();
  if (time !== undefined) return duration(value, time);
  const unit = Object.entries(units).find(([end]) => name.endsWith(end))?.[1];
  if (unit === undefined) throw new Error(`the name of the setting ${name} ends in no unit`);
  return `${decimals(name, value)} ${unit}`;
}

/** Whole years of days are said in months, as people say "the last 12 months". */
function duration(value: number, unit: string): string {
  if (unit === 'days' && value % 365 === 0) return `${(value / 365) * 12} months`;
  return `${value} ${value === 1 ? unit.slice(0, -1) : unit}`;
}
