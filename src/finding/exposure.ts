export { EXPOSURES, type Exposure, widestExposure } from '../rule/exposure.ts';
