import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

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
 * @throws {Error} at start, naming the file, when one is not as expected.
 */
export const readValueSets = (folder: string) => readAll(folder, valueSetFile);

/** Reads every ConceptMap under `cards/concept-maps`. @throws {Error} as {@link readValueSets}. */
export const readConceptMaps = (folder: string) => readAll(folder, conceptMapFile);

function readAll<S extends z.ZodType>(folder: string, schema: S): z.infer<S>[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const result = schema.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
      if (!result.success) throw new Error(`${name}: ${z.prettifyError(result.error)}`);
      return result.data;
    });
}
