/** Preconditions, said in discovery. */
export const usageRequirements =
  'Reads FHIR R4. Give every prefetch key, or fhirServer with fhirAuthorization for reading Patient, Condition, Procedure, Observation, DiagnosticReport, AllergyIntolerance and ServiceRequest (and Binary, where report texts stand there). Advice to clinicians; not a medical device claim.';
