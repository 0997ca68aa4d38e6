/** What Postern reads of AWS Artifact: published as `postern/services/artifact`. */
export { type CustomerAgreement, customerAgreements } from './agreements.ts';
export { type AssuranceReport, assuranceReports, optionalAssuranceReports } from './reports.ts';
