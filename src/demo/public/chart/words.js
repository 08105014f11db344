import { ago, show } from '../dates.js';

export const textOf = (concept) =>
  concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code;
export const codeOf = (concept) => concept?.coding?.[0]?.code;

/** "11 Sep 2026 · 10 weeks ago". */
export const dated = (date, today) => [show(date), ago(date, today)].filter(Boolean).join(' · ');

export const newestFirst = (list, member) =>
  [...list].sort((a, b) => String(b[member] ?? '').localeCompare(String(a[member] ?? '')));

const raised = { 2: '²', 3: '³', 6: '⁶', 9: '⁹', 12: '¹²' };

/** A unit as it is printed: °C, m², ×10⁹/L. UCUM writes Cel, m2 and 10*9/L. */
export const unitOf = ({ unit, code }) =>
  (unit ?? code ?? '')
    .replace(/^(?:Cel|deg ?C)$/i, '°C')
    .replace(/^1$|^\{.*\}$/, '')
    .replace(/\b10[*^](\d+)/, (_all, power) => `×10${raised[power] ?? `^${power}`}`)
    .replace(/\bm([23])\b/g, (_all, power) => `m${raised[power]}`)
    .replace(/^u(?=[a-z])|(?<=\/)u(?=L\b)/gi, 'µ');

/** The value of an Observation as a laboratory prints it. */
export function valueOf({ valueQuantity, valueCodeableConcept, valueString }) {
  const { value, comparator = '' } = valueQuantity ?? {};
  if (value === undefined) return textOf(valueCodeableConcept) ?? valueString ?? '';
  return `${comparator}${value} ${unitOf(valueQuantity)}`.trim();
}

/** Whether an Observation is of an examination, by its category. */
export const isExamination = ({ category }) =>
  (Array.isArray(category) ? category : [category]).some((each) =>
    each?.coding?.some(({ code }) => code === 'exam'),
  );
