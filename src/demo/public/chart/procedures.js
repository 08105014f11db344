import { dated, textOf } from './words.js';

/** Whether a name says each word of a place already. */
const holdsWords = (name, place) =>
  place.split(/[\s,]+/).every((word) => name.toLowerCase().includes(word.toLowerCase()));

export const procedures = {
  title: 'Operations and procedures',
  types: ['Procedure'],
  line(resource, today) {
    const date = resource.performedDateTime ?? resource.performedPeriod?.start;
    const site = resource.bodySite?.[0]?.text;
    const name = textOf(resource.code) ?? 'Procedure';
    return {
      resource,
      text: site && !holdsWords(name, site) ? `${name}, ${site}` : name,
      date: date ? dated(date, today) : (resource.performedString ?? 'no date'),
      flags: resource.status === 'completed' ? [] : [String(resource.status).replaceAll('-', ' ')],
    };
  },
};
