import { dated, textOf } from './words.js';

export const procedures = {
  title: 'Operations and procedures',
  types: ['Procedure'],
  line(resource, today) {
    const date = resource.performedDateTime ?? resource.performedPeriod?.start;
    const site = resource.bodySite?.[0]?.text;
    const name = textOf(resource.code) ?? 'Procedure';
    return {
      resource,
      text: site && !name.includes(site) ? `${name}, ${site}` : name,
      date: date ? dated(date, today) : (resource.performedString ?? 'no date'),
      flags: resource.status === 'completed' ? [] : [String(resource.status).replaceAll('-', ' ')],
    };
  },
};
