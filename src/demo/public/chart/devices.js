import { textOf } from './words.js';

export const devices = {
  title: 'Devices and implants',
  types: ['Device'],
  line: (resource) => ({
    resource,
    text: [
      textOf(resource.type) ?? resource.deviceName?.[0]?.name ?? 'Device',
      resource.manufacturer,
    ]
      .filter(Boolean)
      .join(', '),
    flags: resource.status === 'active' ? [] : [String(resource.status).replaceAll('-', ' ')],
  }),
};
