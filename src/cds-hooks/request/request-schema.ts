import { z } from 'zod';
import { boundedObject } from './bounded-object.ts';
import { MAX_ID, patterns } from './hooks.ts';

/** Characters of the texts of an envelope. */
export const limits = {
  id: MAX_ID,
  url: 2048,
  token: 16_384,
  subject: 1024,
} as const;

/** CDS Hooks 2.0, "Passing the Access Token to the CDS Service". */
const fhirAuthorization = boundedObject({
  /** Empty when the EHR's FHIR server is open: then no Authorization header goes out. */
  access_token: z.string().max(limits.token),
  token_type: z.string().regex(patterns.bearer, 'expected Bearer'),
  /** Required, but some clients leave it out; the token then serves this call, as any does. */
  expires_in: z.int().nullish(),
  scope: z.string().max(limits.token),
  /** Required, but some clients leave it out. */
  subject: z.string().max(limits.subject).nullish(),
  patient: z.string().max(limits.url).nullish(),
});

const httpUrl = z.url({ protocol: /^https?$/ }).max(limits.url);

/** Loose on purpose: hooks gain members in minor versions, and real clients send extra ones. */
export const envelope = boundedObject({
  hook: z.string(),
  hookInstance: z.guid(),
  fhirServer: httpUrl.nullish(),
  fhirAuthorization: fhirAuthorization.nullish(),
  context: boundedObject({}),
  prefetch: boundedObject({}).nullish(),
});

export type Envelope = z.infer<typeof envelope>;
export type FhirAuthorization = z.infer<typeof fhirAuthorization>;
