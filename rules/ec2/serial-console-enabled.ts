import { defineRule, shell } from 'postern/rule';
import { serialConsoleAccess } from 'postern/services/ec2';
import { acrossRegions, judgeSetting } from './_account-setting.ts';

const FAULT = 'The serial console of instances may be opened';

export default defineRule({
  title: 'Serial console access is on',
  type: 'Policy:EC2/SerialConsoleEnabled',
  severity: 2.0,
  scope: 'region',
  reads: { access: serialConsoleAccess },
  why: 'The serial console leads to an instance past its network, security groups included: whoever may push a key to it needs only a password of the operating system.',
  remediation: {
    text: 'Turn access to the serial console off until somebody needs it to repair an instance.',
    url: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-access-to-serial-console.html',
  },
  gather: acrossRegions(FAULT),
  *check({ access }, scope) {
    const { SerialConsoleAccessEnabled: enabled } = access;
    yield judgeSetting(
      {
        evidence: access,
        isRight: enabled === undefined ? undefined : !enabled,
        notTold: 'whether access to the serial console is on',
        fault: FAULT,
        command: shell`aws ec2 disable-serial-console-access --region ${scope.region}`,
      },
      scope,
    );
  },
});
