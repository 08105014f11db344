import { codeOf, dated, isExamination, newestFirst, textOf, valueOf } from './words.js';

const marks = { H: 'high', HH: 'very high', L: 'low', LL: 'very low', A: 'abnormal' };

export const results = {
  title: 'Results',
  types: ['Observation'],
  isOwn: (resource) => !isExamination(resource),
  sorted: (list) => newestFirst(list, 'effectiveDateTime'),
  line(resource, today) {
    const mark = codeOf(resource.interpretation?.[0]);
    return {
      resource,
      text: `${textOf(resource.code) ?? 'Result'}: ${valueOf(resource)}`,
      date: dated(resource.effectiveDateTime, today),
      flags: [
        ...(resource.status === 'final' ? [] : [String(resource.status).replaceAll('-', ' ')]),
        ...(mark && mark !== 'N' ? [marks[mark] ?? mark] : []),
      ],
    };
  },
};
