import { dated, textOf } from './words.js';

export const openOrders = {
  title: 'Open orders',
  types: ['ServiceRequest'],
  sorted: (list) => list.filter(({ status }) => status === 'active'),
  line: (resource, today) => ({
    resource,
    text: textOf(resource.code) ?? 'Order',
    date: dated(resource.authoredOn, today),
    flags: [resource.priority].filter(Boolean),
  }),
};
