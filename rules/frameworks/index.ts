import type { Framework } from 'postern/rule';
import awsFsbp from './aws-fsbp.ts';
import awsSecurityHub from './aws-security-hub.ts';
import awsWellArchitectedSecurity from './aws-well-architected-security.ts';
import cisAws140 from './cis-aws-1.4.0.ts';
import cisAws150 from './cis-aws-1.5.0.ts';
import cisAws200 from './cis-aws-2.0.0.ts';
import cisAws300 from './cis-aws-3.0.0.ts';
import cisAws401 from './cis-aws-4.0.1.ts';
import cisAws500 from './cis-aws-5.0.0.ts';
import cisAws600 from './cis-aws-6.0.0.ts';
import cisAws700 from './cis-aws-7.0.0.ts';
import iso270012022 from './iso-27001-2022.ts';
import nist80053R5 from './nist-800-53-r5.ts';
import pciDss40 from './pci-dss-4.0.ts';
import soc2 from './soc-2.ts';

/** Every framework that comes with Postern, in the order of their ids. */
export const frameworks: readonly Framework[] = [
  awsFsbp,
  awsSecurityHub,
  awsWellArchitectedSecurity,
  cisAws140,
  cisAws150,
  cisAws200,
  cisAws300,
  cisAws401,
  cisAws500,
  cisAws600,
  cisAws700,
  iso270012022,
  nist80053R5,
  pciDss40,
  soc2,
];
