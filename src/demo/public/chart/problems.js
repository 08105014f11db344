import { show } from '../dates.js';
import { codeOf, textOf } from './words.js';

const usual = ['active', 'confirmed'];

export const problems = {
  title: 'Problems',
  types: ['Condition'],
  line: (resource) => ({
    resource,
    text: textOf(resource.code) ?? 'Condition',
    date: `since ${show(resource.onsetDateTime ?? resource.recordedDate)}`,
    flags: [codeOf(resource.clinicalStatus), codeOf(resource.verificationStatus)].filter(
      (status) => status && !usual.includes(status),
    ),
  }),
};
