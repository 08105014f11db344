/**
 * Where a value is not as a schema of the API document has it: types, required members, lists of values
 * and bounds, through references. Other words of JSON Schema are not looked at.
 */
export function schemaFaults(
  value: unknown,
  schema: any,
  document: any,
  at = '$',
): readonly string[] {
  if (schema.$ref !== undefined) {
    const target = schema.$ref
      .slice(2)
      .split('/')
      .reduce((node: any, name: string) => node[name], document);
    return schemaFaults(value, target, document, at);
  }
  if ('const' in schema && value !== schema.const) return [`${at}: is not ${schema.const}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: is none of ${schema.enum}`];
  if (schema.type !== undefined && !isOfType(value, schema.type)) {
    return [`${at}: is no ${schema.type}`];
  }
  if (Array.isArray(value)) {
    return [
      ...(value.length > (schema.maxItems ?? Infinity) ? [`${at}: has too many items`] : []),
      ...(schema.items
        ? value.flatMap((each, i) => schemaFaults(each, schema.items, document, `${at}[${i}]`))
        : []),
    ];
  }
  if (typeof value === 'string') {
    return value.length > (schema.maxLength ?? Infinity) ? [`${at}: is too long`] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const members = value as Record<string, unknown>;
  return [
    ...(schema.required ?? [])
      .filter((name: string) => !(name in members))
      .map((name: string) => `${at}: has no ${name}`),
    ...Object.entries(schema.properties ?? {})
      .filter(([name]) => name in members)
      .flatMap(([name, inner]) => schemaFaults(members[name], inner, document, `${at}.${name}`)),
  ];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
