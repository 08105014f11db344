import { changed, type Patient } from './patients.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** The patient with another text, and other members, in the report of the given id. */
export function withReport(p: Patient, id: string, text: string, more: object = {}): Patient {
  return changed(p, 'DiagnosticReport', (report) =>
    report.id === id
      ? {
          conclusion: undefined,
          presentedForm: [{ contentType: 'text/plain', data: base64(text) }],
          ...more,
        }
      : {},
  );
}

/** The patient with other members in the report of the given id, its text as it is. */
export const withReportMembers = (p: Patient, id: string, more: object): Patient =>
  changed(p, 'DiagnosticReport', (report) => (report.id === id ? more : {}));

/** The patient with other members in the resources whose id holds a word. */
export const withMembers = (p: Patient, type: string, word: string, more: object): Patient =>
  changed(p, type, (resource) => (resource.id.includes(word) ? more : {}));

/** A report of a study with contrast with nothing but these findings. */
export const contrastStudy = (findings: string, history = '') =>
  `${history && `History: ${history}\n`}Technique: MRI lumbar spine before and after gadobutrol.\nFindings: ${findings}\n`;
