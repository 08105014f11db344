import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { faultsOf } from '../config/faults.ts';
import { lineOfSyntaxError, Places } from '../config/json-places.ts';

const code = z.string().min(1);

/** The part of a FHIR R4 ValueSet that we read: include by concept list or by `is-a`. */
const valueSetFile = z.looseObject({
  resourceType: z.literal('ValueSet'),
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string(),
  compose: z.looseObject({
    include: z.array(
      z.looseObject({
        system: z.url().or(z.string().startsWith('urn:')),
        concept: z.array(z.looseObject({ code, display: z.string().min(1) })).optional(),
        extension: z
          .array(z.looseObject({ url: z.string(), valueString: z.string().optional() }))
          .optional(),
        filter: z
          .array(
            z.strictObject({ property: z.literal('concept'), op: z.literal('is-a'), value: code }),
          )
          .length(1)
          .optional(),
      }),
    ),
  }),
});

/** The part of a FHIR R4 ConceptMap that we read: pairs within one code system. */
const conceptMapFile = z.looseObject({
  resourceType: z.literal('ConceptMap'),
  id: z.string(),
  group: z.array(
    z
      .looseObject({
        source: z.url(),
        target: z.url(),
        element: z.array(
          z.looseObject({
            code,
            target: z.tuple([z.looseObject({ code, display: z.string().min(1) })]),
          }),
        ),
      })
      .refine((group) => group.source === group.target, 'a pair stays in its code system'),
  ),
});

export type ValueSetFile = z.infer<typeof valueSetFile>;
export type ConceptMapFile = z.infer<typeof conceptMapFile>;

/**
 * Reads every ValueSet under `cards/value-sets`.
 * @throws {Error} at start, naming file, line and member of everything that is not as expected, a line each.
 */
export const readValueSets = (folder: string) => readAll(folder, valueSetFile);

/** Reads every ConceptMap under `cards/concept-maps`. @throws {Error} as {@link readValueSets}. */
export const readConceptMaps = (folder: string) => readAll(folder, conceptMapFile);

function readAll<S extends z.ZodType>(folder: string, schema: S): z.infer<S>[] {
  const faults: string[] = [];
  const read = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name): z.infer<S>[] => {
      const text = readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '');
      let content: unknown;
      try {
        content = JSON.parse(text);
      } catch {
        faults.push(`${name}:${lineOfSyntaxError(text) ?? 1}: it is not JSON from here on`);
        return [];
      }
      const result = schema.safeParse(content);
      if (result.success) return [result.data];
      const places = new Places(text);
      for (const { at, says } of faultsOf(result.error, schema, content)) {
        faults.push(`${name}:${places.lineOf(at) ?? 1}: ${at.map(String).join('.')}: ${says}`);
      }
      return [];
    });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return read;
}
